"""`python -m sync` and `followups` are the same command."""

import sys

from sync.cli import main

if __name__ == "__main__":
    sys.exit(main())
