"""What reading whole agendas aloud has found: each finding is a case here, and many made-up records stay right."""

import random
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from assistant import checks as common
from assistant.domain.agenda import AgendaBody, AgendaRequest
from assistant.domain.drafts import Draft
from assistant.domain.facts import Facts, Phase
from assistant.domain.people import Form
from assistant.drafting import Drafting, Envelope
from assistant.kinds.agenda.kind import AgendaKind
from assistant.kinds.agenda.phases import MUST
from assistant.library import load_library
from assistant.prompts import load_replies
from assistant.retrieval import Retriever
from tests.agendas import TODAY, cases, pair
from tests.test_wording import PROMISES, WISHES

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def agendas() -> Drafting[Facts, AgendaRequest]:
    library = load_library(ROOT / "knowledge")
    retriever = Retriever(library)
    now = datetime.combine(TODAY, datetime.min.time(), UTC)
    return Drafting(AgendaKind(), library, lambda: retriever, load_replies(ROOT / "prompts"), lambda: now)


def draft(
    agendas: Drafting[Facts, AgendaRequest], facts: Facts, phase: Phase | None, minutes: int = 45
) -> Draft:
    return agendas.draft(facts, AgendaRequest(minutes=minutes, phase=phase), Envelope(id="d"))


def body(
    agendas: Drafting[Facts, AgendaRequest], facts: Facts, phase: Phase | None, minutes: int = 45
) -> AgendaBody:
    return AgendaBody.model_validate(draft(agendas, facts, phase, minutes).body)


def goal(text: str = "lead the stand-up", **changes: Any) -> dict[str, Any]:
    return {"id": "g1", "owner_id": "amina", "text": text, **changes}


def asked(found: AgendaBody) -> str:
    return "\n".join(question for item in found.items for question in item.questions)


# ---- each finding ----


def test_a_promise_to_the_mentor_is_quoted(agendas) -> None:  # type: ignore[no-untyped-def]
    task = {"id": "c1", "owner_id": "amina", "text": "I'll send you my CV"}
    said = asked(body(agendas, pair("one_to_one", commitments=[task]), Phase.WORKING))
    assert 'You took on "I\'ll send you my CV". ' in said
    assert "send you your CV" not in said


def test_a_promise_that_names_its_day_has_one_day(agendas) -> None:  # type: ignore[no-untyped-def]
    task = {"id": "c1", "owner_id": "amina", "text": "CV to Tom by Friday", "due": date(2026, 11, 27)}
    assert 'You took on "CV to Tom by Friday". ' in asked(
        body(agendas, pair("one_to_one", commitments=[task]), Phase.WORKING)
    )


def test_a_first_step_is_only_asked_about_when_there_was_one(agendas) -> None:  # type: ignore[no-untyped-def]
    for number in range(1, 9):
        sessions = [{"id": f"x{i}", "number": i, "on": date(2026, 1, i)} for i in range(1, number + 1)]
        facts = pair("one_to_one", goals=[goal()], sessions=sessions)
        assert "made the first step possible" not in asked(body(agendas, facts, Phase.WORKING, 120))


def test_a_proposed_goal_is_not_called_wanted(agendas) -> None:  # type: ignore[no-untyped-def]
    found = draft(agendas, pair("one_to_one", goals=[goal("be on time", confirmed=False)]), Phase.STUCK)
    text = "\n".join(common.texts(found.body))
    assert 'A goal was proposed: "be on time".' in text
    assert "You want to" not in text
    assert found.body["next_step"]["what"].startswith('Say in your own words what you make of "be on time"')


@pytest.mark.parametrize(
    ("noticed_by", "said"),
    [
        ("Lee Osei", "I noticed"), ("lee", "I noticed"), ("Amina", "you noticed"), ("", "somebody noticed"),
        ("me", "somebody noticed"), ("my teacher", "somebody noticed"), ("may", "May noticed"),
        ("Dr. Kim Lee", "Dr. Kim Lee noticed"),
    ],
)  # fmt: skip
def test_who_noticed(noticed_by: str, said: str, agendas) -> None:  # type: ignore[no-untyped-def]
    seen = {"text": "She stayed calm!", "on": date(2026, 11, 3), "noticed_by": noticed_by}
    strengths = [{"id": "s1", "person_id": "amina", "name": "Calm", "evidence": [seen]}]
    found = asked(body(agendas, pair("one_to_one", strengths=strengths), Phase.WORKING))
    assert f'On Tuesday 3 November {said}: "She stayed calm!" ' in found


def test_a_point_that_had_its_question_is_not_listed_again(agendas) -> None:  # type: ignore[no-untyped-def]
    found = body(agendas, pair("one_to_one"), Phase.WORKING)
    focus = next(item for item in found.items if "focus" in item.tags)
    points = next(item for item in found.items if "talking_points" in item.tags)
    assert any("Tom talking over me" in question for question in focus.questions)
    assert points.steps[0] == 'Lee Osei: "Which meetings to skip".'
    assert "Amina brought" not in asked(found), "nobody is spoken of as if away"


def test_a_date_that_is_fixed_is_not_fixed_again(agendas) -> None:  # type: ignore[no-untyped-def]
    assert body(agendas, pair("one_to_one"), Phase.WORKING).items[-1].steps[-1] == (
        "Check that Tuesday 1 December still works for everyone."
    )
    assert body(agendas, pair("peer"), Phase.WORKING).items[-1].steps[-1] == "Fix the next date."


def test_an_early_ending_does_not_count_eighteen_meetings(agendas) -> None:  # type: ignore[no-untyped-def]
    facts = pair("one_to_one", planned_sessions=22)
    assert "meetings to go" not in asked(body(agendas, facts, Phase.TRANSITION))
    assert "must" not in {c.gate for c in draft(agendas, facts, Phase.TRANSITION).checks if not c.passed}


def test_a_step_is_towards_a_goal(agendas) -> None:  # type: ignore[no-untyped-def]
    for phase in (Phase.WORKING, Phase.STUCK):
        outcome = body(agendas, pair("one_to_one"), phase).outcome
        assert 'step towards "lead the Monday stand-up"' in outcome


@pytest.mark.parametrize(
    ("first_step", "what"),
    [
        ("Email Tom", 'Start with "Email Tom".'),
        ("email Tom", "Email Tom."),
        ("find my notes", "Find your notes."),
        ("ask you for help", 'Start with "ask you for help".'),
        ("read ch. 3. Then rest", 'Start with "read ch. 3. Then rest".'),
        ("call my toxic boss", 'Start with "call my toxic boss".'),
        ("", 'Choose one small step towards "How can I say no?"'),
    ],
)
def test_the_next_step_is_said_to_its_owner(first_step: str, what: str, agendas) -> None:  # type: ignore[no-untyped-def]
    found = draft(
        agendas, pair("one_to_one", goals=[goal("How can I say no?", first_step=first_step)]), Phase.WORKING
    )
    assert found.body["next_step"]["what"] == what
    assert [check for check in found.checks if not check.passed and check.gate == "must"] == []


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ("If I feel shy, I will look at my notes", "If you feel shy, you will look at your notes."),
        ("if you are late then I call you", 'Your plan is: "if you are late then I call you".'),
        ("breathe", 'Your plan is: "breathe".'),
    ],
)
def test_a_plan_for_the_obstacle_is_said_to_its_owner(plan: str, said: str, agendas) -> None:  # type: ignore[no-untyped-def]
    found = body(agendas, pair("one_to_one", goals=[goal(if_then=plan)]), Phase.WORKING)
    assert found.next_step.if_then_obstacle == said


@pytest.mark.parametrize("phase", list(Phase))
@pytest.mark.parametrize("minutes", [20, 45, 60])
def test_both_peers_are_asked_as_much_and_about_their_own(phase: Phase, minutes: int, agendas) -> None:  # type: ignore[no-untyped-def]
    turns = [
        item for item in body(agendas, pair("peer"), phase, minutes).items if item.technique == "peer_turns"
    ]
    assert len(turns[0].questions) == len(turns[1].questions)
    assert turns[0].why != turns[1].why
    for turn, other in zip(turns, ("Time management", "finish your portfolio"), strict=True):
        assert other not in " ".join(turn.questions), "asked about the other one's goal"
    if phase is Phase.WORKING:
        assert "finish your portfolio" in turns[0].questions[0]
        assert any("Time management" in question for question in turns[1].questions)


def test_gaps_do_not_nag(agendas) -> None:  # type: ignore[no-untyped-def]
    fresh = pair("one_to_one", goals=[goal()], sessions=[])
    assert not any("scale" in gap or "rated" in gap for gap in draft(agendas, fresh, Phase.FIRST).gaps)
    later = draft(agendas, pair("one_to_one", goals=[goal()]), Phase.WORKING).gaps
    assert len([gap for gap in later if "lead the stand-up" in gap]) == 1


def test_words_of_danger_in_an_obstacle_give_the_card(agendas) -> None:  # type: ignore[no-untyped-def]
    found = draft(agendas, pair("one_to_one", goals=[goal(obstacle="my dad hits me")]), Phase.WORKING)
    assert found.ending == "support" and found.body == {}


def test_no_word_of_a_private_goal_shows(agendas) -> None:  # type: ignore[no-untyped-def]
    secret = goal("leave", shared=False, obstacle="they must never hear about my plan for June")
    facts = pair("one_to_one", goals=[secret | {"id": "g9"}, goal()])
    found = draft(agendas, facts, Phase.WORKING)
    assert "plan for June" not in found.model_dump_json()
    leaked = {**found.body, "outcome": "By the end they must never hear about my plan for June."}
    failed = {c.code for c in agendas.check(found.model_copy(update={"body": leaked}), facts) if not c.passed}
    assert "GE-11" in failed


# ---- what holds for every agenda ----


@pytest.mark.parametrize("case", cases(), ids=[case.name for case in cases()])
def test_every_case(case, agendas) -> None:  # type: ignore[no-untyped-def]
    found = AgendaBody.model_validate(agendas.draft(case.facts, case.request, Envelope(id="d")).body)
    _drops_what_can_go(found)
    for item in found.items:
        if item.tags == ("commitments_review",):
            assert item.strength_ref is None, "a strength among the promises"
    if found.phase is Phase.FIRST and found.format is not Form.PEER:
        limits = [item.label for item in found.items if "confidentiality" in item.tags]
        assert limits[0] in [short.label for short in found.short_version]
    assert sum(short.minutes for short in found.short_version) == 15


def _drops_what_can_go(found: AgendaBody) -> None:
    match = re.match(r'Drop "(.*)" first, and', found.if_upset.drop_first)
    if not match:
        assert found.if_upset.drop_first.startswith(
            "Shorten both turns." if found.format is Form.PEER else "Ask only"
        )
        return
    item = next(item for item in found.items if item.label.replace('"', "'") == match.group(1))
    needed = set(MUST[found.phase]) & set(item.tags)
    assert item.optional or not needed or "stretch" in needed
    assert item.technique != "peer_turns"


TEXTS = (
    *WISHES,
    "{wish}",
    "a\nb",
    "get my toxic boss to listen",
    "lazy mornings",
    "become 100% confidential",
    "x" * 300,
)
EVIDENCE = (
    "I stayed calm.",
    "She stayed calm!",
    "you asked?",
    "we did it\u2026 together",
    'Amina: "Why?"',
    "{seen}",
    "helped a troubled lad",
)
DOUBLED = re.compile(
    r"(?<!\.)\.\.(?!\.)|[?!][\"\u201d]\.|[.,;:]{2}(?!\.)| ,|\syou you\b|\b(?:my|your) (?:my|your)\b"
)


def _record(chance: random.Random) -> Facts:
    """A pair that nobody would think of."""
    form = chance.choice(["one_to_one", "group", "peer"])
    people = pair(form).people
    ids = [person.person_id for person in people]
    owners = [person.person_id for person in people if person.role != "mentor"]
    pick = chance.choice
    texts = [text for text in TEXTS if len(text) > 1]
    levels = {-1: pick(EVIDENCE), 0: pick(texts), 1: pick(EVIDENCE)}
    rated = [
        [],
        [{"on": "2026-11-01", "level": 0}],
        [{"on": "2026-09-01", "level": -1}, {"on": "2026-11-01", "level": 0}],
    ]
    goals = [
        {
            "id": f"g{i}", "owner_id": pick(owners), "text": pick(texts), "levels": pick([{}, levels]),
            "ratings": pick(rated), "due": pick([None, "2026-12-15"]), "first_step": pick(["", *PROMISES]),
            "if_then": pick(["", "If I am shy, I breathe", "breathe"]), "obstacle": pick(["", '"my voice".']),
            "confirmed": chance.random() > 0.2, "shared": i == 0 or chance.random() > 0.1,
        }
        for i in range(chance.randint(0, 3))
    ]  # fmt: skip
    strengths = [
        {
            "id": f"s{i}", "person_id": pick(ids), "name": pick(["Calm", "I listen well.", "being brave!"]),
            "evidence": [{"text": pick(EVIDENCE), "noticed_by": pick(["", "me", "lee", "May"])}],
        }
        for i in range(chance.randint(0, 3))
    ]  # fmt: skip
    commitments = [
        {
            "id": f"c{i}", "owner_id": pick(ids), "text": pick(list(PROMISES)),
            "due": pick([None, "2026-11-20", "2027-01-04"]),
        }
        for i in range(chance.randint(0, 4))
    ]  # fmt: skip
    points = [{"id": f"p{i}", "by": pick(ids), "text": pick(texts)} for i in range(chance.randint(0, 3))]
    return pair(
        form,
        goals=goals,
        strengths=strengths,
        commitments=commitments,
        talking_points=points,
        next_on=pick([None, "2026-12-08"]),
        planned_sessions=pick([None, 5, 6, 8, 20]),
        sessions=[s.model_dump(mode="json") for s in pair(form).sessions][: chance.randint(0, 4)],
    )


@pytest.mark.parametrize("seed", range(90))
def test_any_record_gives_an_agenda_that_can_be_read_aloud(seed: int, agendas) -> None:  # type: ignore[no-untyped-def]
    chance = random.Random(seed)
    facts = _record(chance)
    minutes, phase = chance.choice([20, 25, 37, 45, 60, 90, 120]), chance.choice([None, *Phase])
    found = draft(agendas, facts, phase, minutes)
    assert [(c.code, c.detail) for c in found.checks if not c.passed and c.gate == "must"] == []
    labels = [item["label"] for item in found.body["items"]]
    assert len(set(labels)) == len(labels)
    for text in common.texts(found.body):
        assert not DOUBLED.search(text), text
    for item in found.body["items"]:
        assert len(set(item["questions"])) == len(item["questions"])
