"""Office Open XML (ECMA-376), bytes in and bytes out: reads the tool's mark, splices cells and columns in.

Only what the tool needs is here; reading cells as values is left to calamine, files to `sync.sheets.excel`.
"""

from sync.sheets.ooxml.package import Package, PackageError
from sync.sheets.ooxml.splice import extend, splice
from sync.sheets.ooxml.workbook import Workbook
from sync.sheets.ooxml.worksheet import Worksheet

__all__ = ["Package", "PackageError", "Workbook", "Worksheet", "extend", "splice"]
