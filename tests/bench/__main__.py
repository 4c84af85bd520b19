"""`python -m tests.bench [NAME ...]`: every bench, or those named, as one table. Exit 1 when a goal is missed."""

import importlib
import pkgutil
import sys

from rich.console import Console
from rich.table import Table

from tests import bench
from tests.bench.row import Row

FRAME = {"__main__", "row", "tutorial"}


def main() -> int:
    there = [module.name for module in pkgutil.iter_modules(bench.__path__) if module.name not in FRAME]
    wanted = sys.argv[1:] or there
    unknown = sorted(set(wanted) - set(there))
    if unknown:
        sys.stderr.write(f"no bench called {', '.join(unknown)}; there are {', '.join(there)}\n")
        return 2
    rows: list[Row] = []
    for name in wanted:
        sys.stderr.write(f"measuring {name} ...\n")
        rows += importlib.import_module(f"tests.bench.{name}").rows()
    table = Table("what", "measured", "goal", "")
    for row in rows:
        table.add_row(row.name, f"{row.value} {row.unit}".strip(), row.goal, "ok" if row.ok else "MISSED")
    Console(width=120 if not sys.stdout.isatty() else None).print(table)
    return 0 if all(row.ok for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
