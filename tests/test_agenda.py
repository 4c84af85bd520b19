"""Every fixture case of an agenda passes every "must" check, and reads as this pair's own."""

import re
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

import pytest

from assistant import checks as common
from assistant.domain.agenda import AgendaBody, AgendaRequest
from assistant.domain.drafts import Draft
from assistant.domain.facts import Facts, Phase, PreviousAgenda
from assistant.domain.people import Role
from assistant.drafting import Drafting, Envelope
from assistant.errors import InputError
from assistant.guide import recent
from assistant.kinds.agenda.kind import AgendaKind
from assistant.library import Library, load_library
from assistant.prompts import load_replies
from assistant.retrieval import Retriever
from tests.agendas import TODAY, Case, cases, pair

ROOT = Path(__file__).parent.parent
CASES = cases()


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(ROOT / "knowledge")


@pytest.fixture(scope="module")
def agendas(library: Library) -> Drafting[Facts, AgendaRequest]:
    retriever = Retriever(library)
    now = datetime.combine(TODAY, datetime.min.time(), UTC)
    return Drafting(AgendaKind(), library, lambda: retriever, load_replies(ROOT / "prompts"), lambda: now)


def make(agendas: Drafting[Facts, AgendaRequest], facts: Facts, request: AgendaRequest) -> Draft:
    return agendas.draft(recent(facts), request, Envelope(id="d", visibility=()))


def body_of(draft: Draft) -> AgendaBody:
    return AgendaBody.model_validate(draft.body)


def said(draft: Draft) -> str:
    return "\n".join(common.texts(draft.body))


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 60
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_every_must_check_passes_without_a_model(case: Case, agendas: Drafting[Facts, AgendaRequest]) -> None:
    draft = make(agendas, case.facts, case.request)
    failed = [check for check in draft.checks if not check.passed and check.gate == "must"]
    assert not failed, failed
    codes = {check.code for check in draft.checks}
    assert {f"GE-{n}" for n in range(1, 16)} <= codes
    assert "model" not in draft.model_id
    if "expect_phase" in case.expect:
        assert draft.body["phase"] == case.expect["expect_phase"]
    if "expect_reason" in case.expect:
        assert case.expect["expect_reason"] in draft.body["phase_reason"]
    if "expect_gap" in case.expect:
        assert any(case.expect["expect_gap"] in gap for gap in draft.gaps), draft.gaps


def test_nine_of_ten_targets_are_met(agendas: Drafting[Facts, AgendaRequest]) -> None:
    targets = [
        check.passed
        for case in CASES
        for check in make(agendas, case.facts, case.request).checks
        if check.gate == "target"
    ]
    assert sum(targets) / len(targets) >= 0.9


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_no_sentence_is_left_as_a_template(case: Case, agendas: Drafting[Facts, AgendaRequest]) -> None:
    draft = make(agendas, case.facts, case.request)
    typed = " ".join(common.texts(case.facts.model_dump(mode="json")))
    for text in common.texts(draft.body):
        if "{" not in typed:
            assert not re.search(r"\{\w*\}", text), text
        assert "None" not in text.split() or "was the last one" in text
        assert "  " not in text
        assert not re.search(r"\.\.(?!\.)|\?\.|\.\?|,,", text), text
    for item in body_of(draft).items:
        for question in item.questions:
            assert question[0].isupper() or question[0] in "\"'“" or not question[0].isascii(), question
            assert question.count("?") - typed.count("?") <= 1, question


def test_the_words_of_this_pair_are_in_it(agendas: Drafting[Facts, AgendaRequest]) -> None:
    draft = make(agendas, pair("one_to_one"), AgendaRequest(minutes=45))
    text = said(draft)
    for words in (
        "lead the Monday stand-up",
        "Asking the question nobody dares to ask",
        "Tom talking over me",
    ):
        assert words in text
    assert "You said you would ask Tom if you can run the first five minutes" in text
    assert body_of(draft).goals == (
        'Amina\'s goal: "lead the Monday stand-up" (now at -1: "I answer when I am asked")',
    )


def test_the_next_agenda_says_something_else(agendas: Drafting[Facts, AgendaRequest]) -> None:
    facts = pair("one_to_one")
    first = body_of(make(agendas, facts, AgendaRequest(minutes=45)))
    asked = tuple(question for item in first.items for question in item.questions)
    previous = PreviousAgenda(labels=tuple(item.label for item in first.items), questions=asked)
    second = body_of(
        make(agendas, facts.model_copy(update={"previous": previous}), AgendaRequest(minutes=45))
    )
    again = [question for item in second.items for question in item.questions if question in asked]
    assert not again
    labels = {item.label for item in second.items}
    assert len(labels & set(previous.labels)) / len(labels | set(previous.labels)) <= 0.6


def test_a_private_goal_never_shows(agendas: Drafting[Facts, AgendaRequest]) -> None:
    case = next(case for case in CASES if case.name.startswith("a private goal"))
    draft = make(agendas, case.facts, case.request)
    assert "leave this company" not in draft.model_dump_json()


def test_the_sheet_is_for_the_mentor_alone(agendas: Drafting[Facts, AgendaRequest]) -> None:
    facts, request = pair("one_to_one"), AgendaRequest()
    assert make(agendas, facts, request).body["mentor_sheet"]
    mentee = agendas.draft(facts, request, Envelope(id="d", author_role=Role.MENTEE))
    assert mentee.body["mentor_sheet"] is None


def test_every_source_opens_a_passage_that_says_it(
    agendas: Drafting[Facts, AgendaRequest], library: Library
) -> None:
    draft = make(agendas, pair("one_to_one"), AgendaRequest())
    assert len(draft.sources) >= 3
    for source in draft.sources:
        assert source.quote in library.passages[source.passage_id].text
    refs = {item.source_ref for item in body_of(draft).items}
    assert refs <= {source.passage_id for source in draft.sources}


def test_every_technique_of_the_bank_has_a_note(library: Library) -> None:
    from assistant.kinds.agenda.bank import bank

    assert {entry.technique for entry in bank().values()} <= set(library.techniques)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda body: body["items"][0].update(minutes=body["items"][0]["minutes"] + 1), "AG-1"),
        (lambda body: body["items"][1].update(minutes=1), "AG-2"),
        (lambda body: [item.update(lead="mentor") for item in body["items"]], "AG-4"),
        (lambda body: body["commitments_review"].pop(), "AG-5"),
        (lambda body: body["next_step"].update(what="Something about the plan"), "AG-7"),
        (lambda body: body["next_step"].update(by_when="soon"), "AG-7"),
        (lambda body: [item.update(tags=[]) for item in body["items"]], "AG-8"),
        (
            lambda body: body["items"][2].update(questions=["Did it work?", "Is it done?", "Are you sure?"]),
            "AG-10",
        ),
        (lambda body: body["items"][2].update(questions=["Have you tried asking him?"]), "AG-10"),
        (lambda body: body["items"][2].update(questions=["What did Sigmund say to you?"]), "GE-4"),
        (lambda body: body["items"][2].update(why="You have until 3 March for this."), "GE-4"),
        (lambda body: body["items"][2].update(why="As Miller (1999) says, ask."), "GE-3"),
        (lambda body: body["items"][2].update(why="He is depressed and unmotivated."), "GE-7"),
        (lambda body: body["items"][2].update(why="He is unmotivated."), "GE-8"),
        (lambda body: body["items"][2].update(why="Everything stays between us."), "GE-9"),
        (lambda body: [item.update(strength_ref=None) for item in body["items"]], "GE-10"),
        (lambda body: body.pop("outcome"), "GE-1"),
        (lambda body: body["items"].clear(), "GE-1"),
        (lambda body: body.update(title=" "), "GE-1"),
        (lambda body: body["if_upset"].update(contact=""), "GE-1"),
        (lambda body: body["items"][2].update(source_ref="Z99#nowhere"), "GE-2"),
        (lambda body: body["items"][2].update(goal_ref="another-goal"), "AG-5"),
        (lambda body: body["items"][2].update(commitment_ref="another-one"), "AG-5"),
        (lambda body: body["commitments_review"][0].update(owner="Marit's brother"), "AG-5"),
        (lambda body: body["short_version"][0].update(minutes=90), "AG-1"),
    ],
)
def test_the_checks_can_fail(change, complaint: str, agendas, library: Library) -> None:  # type: ignore[no-untyped-def]
    facts = pair("one_to_one")
    draft = make(agendas, facts, AgendaRequest(phase=Phase.WORKING))
    body = AgendaBody.model_validate(draft.body).model_dump(mode="json")
    change(body)
    failed = {c.code for c in agendas.check(draft.model_copy(update={"body": body}), facts) if not c.passed}
    assert complaint in failed


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda draft: draft["sources"][0].update(doc_id="B10"), "GE-2"),
        (lambda draft: draft["sources"].clear(), "GE-2"),
        (lambda draft: draft["sources"][0].update(quote="a"), "GE-2"),
        (lambda draft: draft["sources"][0].update(quote="No note says this."), "GE-2"),
        (lambda draft: draft.update(language="fr"), "GE-5"),
    ],
)
def test_a_changed_envelope_is_found_without_the_facts(change, complaint: str, agendas) -> None:  # type: ignore[no-untyped-def]
    draft = make(agendas, pair("one_to_one"), AgendaRequest()).model_dump(mode="json", by_alias=True)
    change(draft)
    assert complaint in {c.code for c in agendas.check(Draft.model_validate(draft), None) if not c.passed}


@pytest.mark.parametrize(
    ("facts", "request_", "words"),
    [
        (pair("one_to_one", language="fr"), AgendaRequest(), "English"),
        (pair("group", form="one_to_one"), AgendaRequest(), "one mentor and one mentee"),
        (pair("one_to_one", form="peer"), AgendaRequest(), "peer"),
        (pair("one_to_one"), AgendaRequest(goal_id="nobody"), "goal"),
    ],
)
def test_bad_input_is_said_plainly(facts: Facts, request_: AgendaRequest, words: str, agendas) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InputError, match=words):
        make(agendas, facts, request_)


def test_risk_words_give_the_card_and_no_agenda(agendas: Drafting[Facts, AgendaRequest]) -> None:
    point = [{"by": "amina", "text": "I don't want to live any more"}]
    draft = make(agendas, pair("one_to_one", talking_points=point), AgendaRequest())
    assert draft.ending == "support"
    assert draft.body == {} and draft.safety
    assert any("emergency" in line for line in draft.notices)
    assert "live any more" not in draft.model_dump_json()


def test_minutes_and_labels_stay_after_an_edit(agendas: Drafting[Facts, AgendaRequest]) -> None:
    facts, request = pair("one_to_one"), AgendaRequest(minutes=60)
    draft = make(agendas, facts, request)
    edited = agendas.edited(
        draft, {"items[2].label": "Tom and I", "outcome": "By the end we will have a plan."}, facts
    )
    assert edited.version == 2 and edited.status == "edited"
    shorter = agendas.again(edited, facts, AgendaRequest(minutes=45, phase=Phase.STUCK), ())
    assert "Tom and I" in [item["label"] for item in shorter.body["items"]]
    assert shorter.body["outcome"] == "By the end we will have a plan."
    assert sum(item["minutes"] for item in shorter.body["items"]) == 45
    released = agendas.again(edited, facts, request, ["items[2]"])
    assert "Tom and I" not in [item["label"] for item in released.body["items"]]
    assert released.body["outcome"] == "By the end we will have a plan."


def test_reading_level_over_all_cases(agendas: Drafting[Facts, AgendaRequest]) -> None:
    levels = []
    for case in CASES:
        draft = make(agendas, case.facts, case.request)
        levels.append(
            float(re.search(r"[\d.]+", next(c.detail for c in draft.checks if c.code == "GE-6")).group())
        )  # type: ignore[union-attr]
    assert quantiles(levels, n=20)[18] <= 8
