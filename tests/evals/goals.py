"""Agreement of the goal checks with labels written blind: `python -m tests.evals.goals`."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from assistant.domain.goals import Goal
from assistant.goal_checks import avoids, compared, observable, overlapping, several

FILE = Path(__file__).with_name("goal_wordings.yaml")

Pairs = list[tuple[bool, bool, str]]
"""What the label says, what the check says, and the words."""


def labelled() -> list[dict[str, Any]]:
    held = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return held if isinstance(held, list) else next(each for each in held.values() if isinstance(each, list))


def judged(cases: Iterable[dict[str, Any]]) -> dict[str, Pairs]:
    told: dict[str, Pairs] = {
        "GO-2 one thing": [],
        "GO-2 no comparing": [],
        "GO-3 can be seen": [],
        "GO-4 towards": [],
    }
    for case in cases:
        levels = {int(level): str(words) for level, words in (case.get("levels") or {}).items()}
        goal = Goal(id="", owner_id="", text=case["text"], levels=levels)
        seen = {int(level) for level in case.get("observable") or []}
        told["GO-2 one thing"].append(
            (case["one_variable"], not (several(goal.text) or overlapping(goal)), goal.text)
        )
        told["GO-2 no comparing"].append(
            (not case["comparative"], not any(map(compared, goal.levels.values())), str(goal.levels))
        )
        told["GO-4 towards"].append((case["approach"], not avoids(goal.text), goal.text))
        told["GO-3 can be seen"] += [
            (level in seen, observable(words), words) for level, words in goal.levels.items()
        ]
    return told


def kappa(pairs: Pairs) -> float:
    """Agreement beyond chance (Cohen 1960)."""
    total = max(1, len(pairs))
    same = sum(label == said for label, said, _ in pairs) / total
    yes = sum(label for label, _, _ in pairs) / total * sum(said for _, said, _ in pairs) / total
    no = sum(not label for label, _, _ in pairs) / total * sum(not said for _, said, _ in pairs) / total
    return (same - yes - no) / (1 - yes - no) if yes + no < 1 else 1.0


def report(cases: list[dict[str, Any]], title: str, show: bool) -> None:
    print(f"goal checks, {title} ({len(cases)} goals)")
    for name, pairs in judged(cases).items():
        same = sum(label == said for label, said, _ in pairs)
        faults = sum(not label for label, _, _ in pairs)
        caught = sum(not label and not said for label, said, _ in pairs)
        told = sum(not said for _, said, _ in pairs)
        print(
            f"  {name:<18} same {same:>3} of {len(pairs):<3} {same / max(1, len(pairs)):6.1%}  "
            f"kappa {kappa(pairs):.2f}  hints right {caught} of {told}, faults found {caught} of {faults}"
        )
        for label, said, words in pairs if show else ():
            if label != said:
                print(f"     labelled {label}, said {said}: {words}")


def main() -> None:
    """Even places may be looked at to better the rules (dev), odd ones are only measured (test)."""
    cases = labelled()
    for split, chosen in (("dev", cases[::2]), ("test", cases[1::2])):
        report(chosen, split, split in sys.argv[1:])


if __name__ == "__main__":
    main()
