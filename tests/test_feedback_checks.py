"""Every check of feedback can fail: a good body is broken in one place, and exactly that check sees it."""

from typing import Any

import pytest

from assistant import questions, slots
from assistant.domain.drafts import Draft
from assistant.domain.facts import Facts
from assistant.domain.feedback import FeedbackRequest
from assistant.drafting import Envelope
from assistant.kinds.feedback.kind import FeedbackKind
from tests.feedbacks import TODAY, Case, drafting, library

SECRET = "keep from everybody that I am going to move to the sea in spring"
FACTS = Facts.model_validate(
    {
        "form": "one_to_one",
        "people": [
            {"person_id": "jo", "name": "Jonas", "role": "mentor"},
            {"person_id": "lea", "name": "Lea", "role": "mentee"},
        ],
        "strengths": [
            {
                "id": "s1",
                "person_id": "lea",
                "name": "Listening closely",
                "evidence": [{"text": "Listened to Ana until the end", "on": TODAY}],
            },
            {"id": "s2", "person_id": "jo", "name": "Patience", "evidence": [{"text": "Waited"}]},
        ],
        "goals": [{"id": "g1", "owner_id": "lea", "text": SECRET, "shared": False}],
    }
)  # fmt: skip
ASKED = FeedbackRequest.model_validate(
    {
        "situation": "at Monday's stand-up",
        "behaviour": "She listened to Ana until the end. Then she interrupted Sam 2 times.",
        "impact": "Sam did not come back to his point",
        "aim": "both",
        "strength_id": "s1",
        "own_draft": "Lea, I liked how you listened to Ana on Monday. Sam did not get to his point.",
    }
)
GOOD: Draft = drafting().draft(FACTS, ASKED, Envelope(id="d"))
SPOKEN: str = GOOD.body["spoken"]
LAST = GOOD.body["invitation"]
IMPACT = next(line for line in questions.sentences(SPOKEN) if "come back to his point" in line)


def checked(changes: dict[str, Any], aim: str = "", **update: Any) -> set[str]:
    body = dict(GOOD.body)
    for path, value in changes.items():
        body = _put(body, path, value)
    if aim:
        body = _put(body, "given", {**body["given"], "aim": aim})
    draft = GOOD.model_copy(update={"body": body, **update})
    return {check.code for check in FeedbackKind().check(draft, library(), FACTS) if not check.passed}


def _put(body: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    if isinstance(value, str) and isinstance(slots.read(body, path) if path != "given" else None, str):
        return slots.write(body, path, value)
    first, _, rest = path.partition(".")
    inner = {**body[first], rest: value} if rest else value
    return {**body, first: inner}


def also(text: str) -> str:
    """The spoken text with one more clause, and no more sentences."""
    head, _, tail = SPOKEN.rpartition(LAST)
    return f"{head.rstrip()[:-1]}; {text}. {LAST}{tail}"


def test_the_good_body_passes_everything() -> None:
    assert checked({}) == set()
    assert GOOD.body["strength"]["strength_ref"] == "s1"
    assert GOOD.body["stretch"] is not None


BROKEN: list[tuple[str, dict[str, Any], str]] = [
    ("FB-1", {"spoken": f"Lea, I saw you listen to Ana to the end and interrupt Sam 2 times at Monday's stand-up "
        f"next time. {LAST}"}, ""),
    ("FB-1", {"spoken": SPOKEN.replace(". ", ". I say so. ")}, ""),
    ("FB-1", {"written": GOOD.body["written"].replace(LAST, "I say it to you. " * 40 + LAST)}, ""),
    ("FB-2", {"stretch": None}, ""),
    ("FB-2", {"spoken": SPOKEN.replace(IMPACT, "From now on I hope that you will ask Sam first.")}, ""),
    ("FB-3", {"observation.behaviour": "You were rude, listened to Ana to the end and interrupted Sam 2 times."}, ""),
    ("FB-4", {"support_offer": "You never ask, and I have time on Monday."}, ""),
    ("FB-5", {"support_offer": "You do not care about Sam, and I have time on Monday."}, ""),
    ("FB-6", {"observation.situation": "At work", "observation.behaviour": "You listened."}, ""),
    ("FB-7", {"strength.evidence_from_behaviour": "you helped a neighbour carry books"}, ""),
    ("FB-8", {"spoken": also("however, I thought so")}, ""),
    ("FB-9", {"support_offer": "That was amazing work, and I have time on Monday."}, ""),
    ("FB-11", {"spoken": SPOKEN.replace(LAST, "Did you see it?")}, ""),
    ("FB-12", {"stretch.first_step": "More patience."}, ""),
    ("FB-13", {"support_offer": "I have time on Monday; be more like Ana."}, ""),
    ("FB-14", {"alternatives.gentler": f"Lea, I noticed that you listened to Ana. {LAST}"}, ""),
    ("FB-14", {"alternatives.more_direct": GOOD.body["alternatives"]["more_direct"].replace("2 times", "3 times")}, ""),
    ("FB-16", {"support_offer": "It was your fault, and I have time on Monday."}, ""),
    ("FB-17", {"written": f"I have one thing to tell you. {LAST}"}, ""),
    ("GE-1", {"opener": "  "}, ""),
    ("GE-2", {"source_refs": ("D99#how",)}, ""),
    ("GE-3", {"support_offer": "I have time; Miller 2001 says so too."}, ""),
    ("GE-4", {"support_offer": "I have time on Friday with Petra."}, ""),
    ("GE-7", {"support_offer": "You are depressed, and I have time on Monday."}, ""),
    ("GE-9", {"support_offer": "I have time, and everything stays between us."}, ""),
    ("GE-10", {"strength.strength_ref": "s2"}, ""),
    ("GE-11", {"support_offer": "I have time, as you are going to move to the sea in spring."}, ""),
]  # fmt: skip

WITH = {
    "FB-3": {"FB-9", "FB-14"},
    "FB-6": {"FB-14"},
    "FB-14": {"GE-4"},
    "GE-3": {"GE-4"},
}
"""Checks that cannot but see the same fault."""


@pytest.mark.parametrize(
    ("code", "changes", "aim"), BROKEN, ids=[f"{c} {next(iter(p))}" for c, p, _ in BROKEN]
)
def test_a_broken_body_fails_exactly_that_check(code: str, changes: dict[str, Any], aim: str) -> None:
    failed = checked(changes, aim)
    assert code in failed
    assert failed <= {code} | WITH.get(code, set())


def test_no_stretch_where_only_encouragement_was_asked_for() -> None:
    assert "FB-2" in checked({}, aim="reinforce")


def test_the_speaker_speaks_for_the_speaker() -> None:
    text = SPOKEN
    for word in (" I ", " me", " my ", " us", " we "):
        text = text.replace(word, " they " if word != " me" else "")
    assert "FB-10" in checked({"spoken": text})


def test_poor_conduct_is_named_and_not_praised() -> None:
    request = FeedbackRequest.model_validate(
        {
            "situation": "on Monday",
            "behaviour": "presented Ana's model as her own",
            "impact": "Ana left the room",
            "aim": "both",
        }
    )
    made = drafting().draft(FACTS, request, Envelope(id="d"))
    assert all(check.passed for check in made.checks), [c for c in made.checks if not c.passed]
    praised = {"name": "courage", "evidence_from_behaviour": "presented Ana's model", "strength_ref": None}
    silent = made.body["spoken"].replace("Ana left the room", "it happened")
    for change in ({"strength": praised}, {"spoken": silent}):
        draft = made.model_copy(update={"body": {**made.body, **change}})
        failed = {check.code for check in FeedbackKind().check(draft, library(), FACTS) if not check.passed}
        assert "FB-15" in failed


def test_corrections_go_private() -> None:
    assert "FB-13" in checked({"given": {**GOOD.body["given"], "channel": "in_front_of_others"}})


def test_what_is_missing_has_to_be_asked_for() -> None:
    assert "GE-12" in checked({"given": {**GOOD.body["given"], "impact": ""}})


def test_case_is_a_tuple() -> None:
    assert Case._fields == ("name", "facts", "request", "set")
