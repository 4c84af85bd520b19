"""What importing us costs over a bare Python (G17)."""

import subprocess
import sys

from tests.bench.row import Row

ROUNDS = 7
PROBE = (
    "import resource, sys; {body}; r = resource.getrusage(resource.RUSAGE_SELF); "
    "print(r.ru_utime + r.ru_stime, len(sys.modules))"
)


def rows() -> list[Row]:
    bare, _ = _cost("pass")
    ours, modules = _cost("import assistant")
    core, core_modules = _cost("import assistant.domain.agenda, assistant.errors")
    over = (ours - bare) * 1e3
    return [
        Row(
            "G17 importing the package, processor time over bare Python",
            round(over),
            "ms",
            "<= 60",
            over <= 60,
        ),
        Row("G17 modules loaded", modules, "", "< 120", modules < 120),
        Row("importing its values (pydantic with them)", round((core - bare) * 1e3), "ms", "(no goal)", True),
        Row("modules with its values", core_modules, "", "(no goal)", True),
    ]


def _cost(body: str) -> tuple[float, int]:
    """The least processor seconds of several fresh processes, and how many modules were loaded."""
    found = []
    for _ in range(ROUNDS):
        run = subprocess.run(
            [sys.executable, "-c", PROBE.format(body=body)], capture_output=True, text=True, check=True
        )
        seconds, modules = run.stdout.split()
        found.append((float(seconds), int(modules)))
    return min(found)
