"""Remarks on forty texts marked by hand: how many of ours are right, and how many of theirs are found, per kind."""

from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from assistant.proofreading import proofread

FILE = Path(__file__).parent / "own_drafts.yaml"


def texts() -> list[dict[str, Any]]:
    read = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = (
        read if isinstance(read, list) else next(v for v in read.values() if isinstance(v, list))
    )
    return found


def spans(text: str, marks: list[dict[str, str]]) -> list[tuple[int, int, str]]:
    """Where each mark stands; a quote that stands twice is looked for after the one before."""
    found: list[tuple[int, int, str]] = []
    for mark in marks:
        start = text.find(mark["quote"])
        while any(start == other[0] and mark["kind"] == other[2] for other in found):
            start = text.find(mark["quote"], start + 1)
        found.append((start, start + len(mark["quote"]), mark["kind"]))
    return found


def compared(case: dict[str, Any]) -> tuple[list[tuple[str, str, bool]], list[tuple[str, str, bool]]]:
    """Ours, each with whether a mark of the same kind overlaps it; and theirs, each with whether we found it."""
    marks = spans(case["text"], case.get("marks") or [])
    remarks = [(r.start, r.end, r.kind.value, r.quote) for r in proofread(case["text"])]
    ours = [(k, q, any(k == m[2] and s < m[1] and m[0] < e for m in marks)) for s, e, k, q in remarks]
    theirs = [
        (k, case["text"][s:e], any(k == r[2] and s < r[1] and r[0] < e for r in remarks)) for s, e, k in marks
    ]
    return ours, theirs


def measured(cases: list[dict[str, Any]] | None = None) -> dict[str, tuple[int, int, int, int]]:
    """Per kind and for "all": right, ours, found, theirs."""
    counts: dict[str, Counter[str]] = {
        "right": Counter(),
        "ours": Counter(),
        "found": Counter(),
        "theirs": Counter(),
    }
    for case in cases if cases is not None else texts():
        ours, theirs = compared(case)
        for kind, _, hit in ours:
            counts["ours"].update([kind, "all"])
            counts["right"].update([kind, "all"] if hit else [])
        for kind, _, hit in theirs:
            counts["theirs"].update([kind, "all"])
            counts["found"].update([kind, "all"] if hit else [])
    kinds = sorted(set(counts["ours"]) | set(counts["theirs"]))
    return {
        k: (counts["right"][k], counts["ours"][k], counts["found"][k], counts["theirs"][k]) for k in kinds
    }


def main() -> None:
    print(f"\nOwn drafts read over ({len(texts())} texts)")
    for kind, (right, ours, found, theirs) in measured().items():
        precision = f"{right / ours:.2f}" if ours else "  - "
        recall = f"{found / theirs:.2f}" if theirs else "  - "
        print(
            f"  {kind:16} precision {precision} ({right} of {ours})   recall {recall} ({found} of {theirs})"
        )


if __name__ == "__main__":
    main()
