"""The local model's own process: serves one model on loopback until nobody needs it any more."""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

LOOK = 1.0
"""Seconds between two looks at whether this process is still wanted."""

BUSY = 0.1
"""Share of a core above which somebody is being answered."""


def main(folder: Path) -> None:
    """Started with the folder that says what to serve; the key is in a file there, never in the arguments.

    A destructor of the native library can hang for ever, so this process never tears it down: it ends
    by os._exit here, or by the default action of SIGTERM.
    """
    order = _order(folder)
    try:
        server = _serve(order)
    except (RuntimeError, ImportError, OSError) as error:
        time.sleep(1.0)  # the native library writes its log from a thread of its own
        print(error, file=sys.stderr, flush=True)  # noqa: T201  # standard error is the log file
        os._exit(1)
    port = str(server.listening_address).rpartition(":")[2]
    fresh = folder / f"ready.{os.getpid()}"
    fresh.write_text(f"{order['run']} {port}", encoding="ascii")
    fresh.replace(folder / "ready")
    _stay(folder, order)
    os._exit(0)


def _serve(order: dict[str, Any]) -> Any:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = order["path"]
    params.model_alias = {order["model"]}
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [order["key"]]
    params.cors_origins = ""
    params.ui = False
    params.verbosity = 1  # errors only: nobody's words go into a log
    params.n_ctx = order["context"]
    params.n_parallel = 2
    params.kv_unified = True  # two can ask at once, and one alone has the whole context
    params.cache_ram_mib = 256
    # Writing waits for memory, and a thread too many makes it many times slower when another program
    # runs; reading the prompt is arithmetic and takes every core there is.
    params.cpuparams.n_threads = order["threads"]
    params.cpuparams_batch.n_threads = os.cpu_count() or order["threads"]
    return xllamacpp.Server(params)


def _stay(folder: Path, order: dict[str, Any]) -> None:
    """Until the order is withdrawn or replaced, or nothing was computed for the idle time."""
    used, last = time.process_time(), time.monotonic()
    while _order(folder).get("run") == order["run"]:
        time.sleep(LOOK)
        now = time.process_time()
        if now - used > BUSY * LOOK:
            last = time.monotonic()
        used = now
        if time.monotonic() - last > order["idle"]:
            return


def _order(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / "state.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
