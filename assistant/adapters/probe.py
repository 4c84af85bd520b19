"""A child process that asks an index for what it must know: python -m assistant.adapters.probe DIR NAME.

The samples come as JSON on standard input. Exit code 0: sound. Anything else, a crash too: not sound.
"""

import json
import sys
from pathlib import Path

import numpy as np

from assistant.adapters.collection import answers, translated
from assistant.adapters.vectors import client
from assistant.errors import IndexUnavailable


def main() -> int:
    folder, name = Path(sys.argv[1]), sys.argv[2]
    known = {key: np.asarray(row, np.float32) for key, row in json.load(sys.stdin).items()}
    try:
        with translated(), client(folder) as chroma:
            return 0 if answers(chroma.get_collection(name, embedding_function=None), known) else 1
    except IndexUnavailable as error:
        sys.stderr.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
