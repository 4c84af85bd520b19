"""Every fixture event becomes words that pass every "must" check; where something is missing it asks."""

import pytest

from assistant.domain.drafts import Ending
from assistant.domain.feedback import FeedbackBody
from tests.feedbacks import Case, cases, draft

CASES = [case for case in cases() if case.set != "missing"]
FALLBACKS = 0.15


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_every_must_check_passes_without_a_model(case: Case) -> None:
    made = draft(case)
    assert made.body, made.gaps
    failed = [check for check in made.checks if not check.passed and check.gate == "must"]
    assert not failed, failed
    codes = {check.code for check in made.checks}
    assert {f"FB-{n}" for n in range(1, 17)} <= codes
    assert {f"GE-{n}" for n in range(1, 16)} <= codes


@pytest.mark.parametrize("case", cases("missing"), ids=[case.name for case in cases("missing")])
def test_it_asks_instead_of_making_something_up(case: Case) -> None:
    made = draft(case)
    assert made.ending is Ending.ASKED
    assert not made.body
    assert 1 <= len(made.gaps) <= 2
    assert all("?" in gap for gap in made.gaps)


@pytest.mark.parametrize("case", cases("poor"), ids=[case.name for case in cases("poor")])
def test_poor_conduct_is_never_praised(case: Case) -> None:
    body = FeedbackBody.model_validate(draft(case).body)
    assert body.strength is None
    assert body.stretch is not None


def test_words_are_seldom_only_quoted_back() -> None:
    quoted = [
        case.name for case in CASES if "What I noted was" in draft(case).body["observation"]["behaviour"]
    ]
    assert len(quoted) <= FALLBACKS * len(CASES), quoted
