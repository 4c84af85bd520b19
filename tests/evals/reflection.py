"""Every fixture case of reflective prompts, composed: the share of checks that pass, by role and by cycle."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from assistant.domain.drafts import Check
from assistant.likeness import Likeness
from tests.reflections import Case, cases, draft
from tests.searching import real_embedder

Checked = list[tuple[Case, tuple[Check, ...]]]


def checked(likeness: Likeness) -> Checked:
    return [(case, draft(case, likeness).checks) for case in cases()]


def whole(found: Iterable[tuple[Check, ...]]) -> tuple[int, int]:
    """Cases in which every must check passes, of how many."""
    held = [all(check.passed for check in checks if check.gate == "must") for checks in found]
    return sum(held), len(held)


def loops(likeness: Likeness) -> tuple[int, int, int, int]:
    """Themes that came back and were found, of how many; others taken for one, of how many."""
    asked = [case for case in cases() if case.facts.entry and case.facts.earlier]
    told = [
        (
            bool(case.expects.get("loop")),
            likeness.theme(
                case.facts.entry.text if case.facts.entry else "", [one.text for one in case.facts.earlier]
            ),
        )
        for case in asked
    ]
    back = [said for truth, said in told if truth]
    other = [said for truth, said in told if not truth]
    return sum(back), len(back), sum(other), len(other)


def report(name: str, likeness: Likeness) -> None:
    found = checked(likeness)
    print(f"\nReflective prompts composed {name} ({len(found)} cases)")
    print("  every must check passes in {} of {} cases".format(*whole(checks for _, checks in found)))
    groups: dict[str, list[tuple[Check, ...]]] = defaultdict(list)
    for case, checks in found:
        groups[case.facts.role.value].append(checks)
        groups[case.request.cycle.value].append(checks)
    for group, all_checks in groups.items():
        shares = {
            gate: [check.passed for checks in all_checks for check in checks if check.gate == gate]
            for gate in ("must", "target")
        }
        said = ", ".join(
            f"{gate} {sum(passed)}/{len(passed)} ({sum(passed) / max(1, len(passed)):.1%})"
            for gate, passed in shares.items()
        )
        print(f"  {group:9} {said}")
    missed = Counter(check.code for _, checks in found for check in checks if not check.passed)
    for code, times in missed.most_common():
        print(f"    missed {code} {times} times")
    print(
        "  painful themes that came back: {} of {} found; {} of {} others taken for one".format(
            *loops(likeness)
        )
    )


def main() -> None:
    report("without an embedder", Likeness())
    report("with the embedder", Likeness(real_embedder))


if __name__ == "__main__":
    main()
