"""Every fixture event as feedback, composed: the share of checks that pass in each set, and what is missed."""

from collections import Counter

from assistant.domain.drafts import Draft, Ending
from tests.feedbacks import Case, cases, draft

SETS = ("whole", "poor", "missing")


def asked(made: Draft) -> bool:
    return made.ending is Ending.ASKED and not made.body and 1 <= len(made.gaps) <= 2


def quoted_back(made: Draft) -> bool:
    """Were the mentor's words given back in quotation marks, because nobody could tell who is meant?"""
    return "What I noted was" in str(made.body.get("observation", {}).get("behaviour", ""))


def composed(name: str) -> list[tuple[Case, Draft]]:
    return [(case, draft(case)) for case in cases(name)]


def main() -> None:
    missed: Counter[str] = Counter()
    print("\nFeedback composed without a model")
    for name in SETS:
        made = composed(name)
        if name == "missing":
            right = sum(asked(one) for _, one in made)
            print(f"  {name:8} asks back, without a draft, in {right} of {len(made)} cases")
            continue
        for gate in ("must", "target"):
            checks = [check for _, one in made for check in one.checks if check.gate == gate]
            passed = sum(check.passed for check in checks)
            share = f" ({passed / len(checks):.1%})" if checks else ""
            print(f"  {name:8} {gate:7} {passed} of {len(checks)} checks{share}")
        whole = sum(bool(d.body) and all(c.passed for c in d.checks if c.gate == "must") for _, d in made)
        quoted = sum(quoted_back(one) for _, one in made)
        print(
            f"  {name:8} every must check passes in {whole} of {len(made)}; quoted back in {quoted} "
            f"({quoted / len(made):.0%})"
        )
        missed.update(check.code for _, one in made for check in one.checks if not check.passed)
    for code, times in missed.most_common():
        print(f"    missed {code} {times} times")


if __name__ == "__main__":
    main()
