"""What the headings of people's own sheets mean, in six languages and with no configuration.

Words -> meanings (`vocabulary`, `reading`) -> the fields a heading may be (`grammar`) -> one column for each
field (`matching`). Where the header row stands, and which columns are the tool's, is left to `columns`.
"""

from sync.core.headings.body import aside
from sync.core.headings.contents import SAMPLE, holds
from sync.core.headings.grammar import Holds
from sync.core.headings.matching import Match, RoundColumns, match
from sync.core.headings.reading import unit_of

__all__ = ["SAMPLE", "Holds", "Match", "RoundColumns", "aside", "holds", "match", "unit_of"]
