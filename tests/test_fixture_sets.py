"""The fixture sets of feedback, reflection, dialogue and goals hold what they promise."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.domain.facts import Facts
from assistant.domain.feedback import Aim, FeedbackRequest
from assistant.domain.goals import LEVELS, Goal
from assistant.domain.journal import Answered
from assistant.domain.people import Role
from assistant.domain.reflection import Cycle, DepthWish, ReflectionRequest

EVALS = Path(__file__).parent / "evals"
MARKS = {
    "label",
    "absolute",
    "mind_reading",
    "hidden_but",
    "inflated_praise",
    "blame",
    "comparison",
    "advice_pile",
    "promise",
}
REQUEST_FIELDS = set(ReflectionRequest.model_fields)


def read(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load((EVALS / f"{name}.yaml").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("feedback", "cases"),
        ("own_drafts", "drafts"),
        ("reflection", "cases"),
        ("conversations", "conversations"),
        ("conversations", "strengths_first"),
        ("conversations", "poor_plans"),
    ],
)
def test_names_are_unique(name: str, key: str) -> None:
    names = Counter(case["name"] for case in read(name)[key])
    assert [each for each, count in names.items() if count > 1] == []


def test_feedback_events_are_requests_about_people_on_record() -> None:
    given = read("feedback")
    pairs = {name: Facts.model_validate(pair) for name, pair in given["pairs"].items()}
    assert {pair.form.value for pair in pairs.values()} == {"one_to_one", "group", "peer"}
    aims: Counter[Aim] = Counter()
    for case in given["cases"]:
        request, facts = FeedbackRequest.model_validate(case["request"]), pairs[case["pair"]]
        assert {request.by, request.to} - {None} <= {member.person_id for member in facts.people}, case[
            "name"
        ]
        assert request.goal_id in {None, *(goal.id for goal in facts.goals)}, case["name"]
        assert request.strength_id in {None, *(strength.id for strength in facts.strengths)}, case["name"]
        if case["set"] == "whole":
            assert request.situation.strip() and request.behaviour.strip(), case["name"]
            aims[request.aim] += 1
    assert Counter(case["set"] for case in given["cases"]) == {"whole": 60, "missing": 20, "poor": 20}
    assert aims == {Aim.REINFORCE: 15, Aim.STRETCH: 15, Aim.BOTH: 30}


def test_marks_of_own_drafts_are_words_of_the_text() -> None:
    drafts = read("own_drafts")["drafts"]
    assert len(drafts) == 40
    assert sum(not draft["marks"] for draft in drafts) >= 10
    for draft in drafts:
        for mark in draft["marks"]:
            assert draft["text"].count(mark["quote"]) == 1, (draft["name"], mark)
    assert {mark["kind"] for draft in drafts for mark in draft["marks"]} == MARKS


def test_reflection_cases_are_requests_with_an_entry_or_a_topic() -> None:
    cases = read("reflection")["cases"]
    for case in cases:
        ReflectionRequest.model_validate({key: case[key] for key in REQUEST_FIELDS & set(case)})
        assert case.get("entry") or case.get("topic"), case["name"]
        assert {Answered(skip["answered"]) for skip in case.get("skipped", ())} <= set(Answered)
    assert Counter(Role(case["role"]) for case in cases) == {Role.MENTEE: 50, Role.MENTOR: 30}
    assert {Cycle(case["cycle"]) for case in cases} == set(Cycle)
    assert {DepthWish(case["depth"]) for case in cases} == set(DepthWish)
    loops = [case for case in cases if case.get("expects", {}).get("loop")]
    assert len(loops) >= 8
    assert all(len(case["theme_before"]) >= 2 for case in loops)
    assert all(before["days_ago"] <= 14 for case in loops for before in case["theme_before"])
    words = sorted(len(case.get("entry", "").split()) for case in cases)
    assert words[-1] >= 4000
    assert words[-2] >= 1500


def test_labelled_sentences_agree_with_their_definitions() -> None:
    sentences = read("dialogue_sentences")["sentences"]
    assert len(sentences) == 340
    assert len({(each["text"], each["said_after"]) for each in sentences}) == 340
    for each in sentences:
        assert (each["question"] in {"open", "closed"}) == each["text"].endswith("?"), each["text"]
        assert not (each["reflection"] and each["question"] != "none"), each["text"]
        assert not (each["leading"] and each["question"] == "none"), each["text"]
        assert all(isinstance(each[key], bool) for key in ("leading", "reflection", "advice", "permission"))


def test_conversations_have_roles_and_turns() -> None:
    given = read("conversations")
    roles = Counter(Role(each["role"]) for each in given["conversations"])
    assert roles == {Role.MENTEE: 12, Role.MENTOR: 8, Role.TRAINER: 4}
    assert all(6 <= len(each["turns"]) <= 10 for each in given["conversations"])
    assert (len(given["strengths_first"]), len(given["poor_plans"])) == (30, 40)
    assert {plan["told_by"] for plan in given["poor_plans"]} == {"mentor", "mentee"}
    assert all(plan["issue"] and plan["other_side"] for plan in given["poor_plans"])


def test_goals_have_known_levels() -> None:
    goals = read("goal_wordings")["goals"]
    assert len({goal["text"] for goal in goals}) == 60
    for goal in goals:
        Goal(id="g", owner_id="p", text=goal["text"], levels=goal["levels"])
        assert set(goal["observable"]) <= set(goal["levels"]) <= set(LEVELS), goal["text"]
        assert all(isinstance(goal[key], bool) for key in ("one_variable", "comparative", "approach"))
