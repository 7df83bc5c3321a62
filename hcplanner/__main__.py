"""The command line alone: `python -m hcplanner`."""

import sys

from hcplanner.cli import main

if __name__ == "__main__":
    sys.exit(main())
