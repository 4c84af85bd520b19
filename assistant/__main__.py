"""`python -m assistant`, and the command `assistant`."""

import sys

from assistant.cli import main as command


def main() -> None:
    sys.exit(command(sys.argv[1:]))


if __name__ == "__main__":
    main()
