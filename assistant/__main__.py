"""`python -m assistant`, and the command `assistant`."""

import sys

from assistant import telemetry


def main() -> None:
    telemetry.silence()  # before a vendor can be imported
    from assistant.cli import main as command  # after the line above, on purpose

    sys.exit(command(sys.argv[1:]))


if __name__ == "__main__":
    main()
