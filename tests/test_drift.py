"""The drift check: rule by rule, and on the labelled personalisations."""

import time

import pytest

from assistant.adapters.embedder import MiniLM
from assistant.drift.judge import Verdict, judge
from assistant.errors import IndexUnavailable
from assistant.grounding import Known
from assistant.kind import Slot
from assistant.ports import Embedder
from assistant.settings import load_settings
from tests.evals.drift import cases, score, wilson
from tests.fakes import WordEmbedder

LINE = Slot(
    path="items[1].questions[0]",
    sort="question",
    composed="You moved from 4 to 6 on your scale for calls by 3 March; what did you do that brought you there?",
    aim="Ask what Lena did to move up.",
    facts=("Goal of Lena: feel sure on calls by 3 March", "Lena moved from 4 to 6 on the scale for calls"),
    speaker="Ruth",
    listener="Lena",
)
STEP = Slot(
    path="next",
    sort="sentence",
    composed="I will look for the course list and you will choose two courses by 20 February.",
    aim="Say who does what by when.",
    facts=("Commitment of Ruth: look for the course list", "Commitment of Sami: choose two courses"),
    speaker="Ruth",
    listener="Sami",
)
KNOWN = Known.of([LINE.composed, *LINE.facts, STEP.composed, *STEP.facts])


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    real = MiniLM(load_settings().data_dir / "index")
    try:
        real.embed_query("ready")
    except IndexUnavailable as error:
        pytest.skip(f"THE DRIFT CHECK WAS NOT TESTED WITH THE EMBEDDER: {error}")
    return real


def said(slot: Slot, text: str) -> Verdict:
    return judge(slot, text, KNOWN, None)


@pytest.mark.parametrize(
    "text",
    [
        "Lena, by 3 March you moved from 4 to 6 on your scale for calls; what did you do that brought you there?",
        "On your scale for calls you moved from 4 to 6 by 3 March. What did you do to get there?",
    ],
)
def test_other_words_for_the_same_are_taken(text: str) -> None:
    assert said(LINE, text) == Verdict(ok=True, closeness=said(LINE, text).closeness)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("from 4 to 6", "from 6 to 4", "figure"),
        ("from 4 to 6", "from 4 to 8", "8"),
        ("from 4 to 6", "up", "4"),
        ("3 March", "5 March", "5"),
        ("3 March", "3 May", "march"),
        ("6 on your scale", "6 people on your scale", "count"),
        ("your scale", "my scale", "my"),
        ("what did you do", "what did Ruth do", "Ruth"),
        ("what did you do", "what did your boss do", "boss"),
        ("what did you do that brought", "did anything bring", "open"),
        ("calls by", "calls in Leeds by", "Leeds"),
        ("calls by", "calls with Mr Hardy by", "Hardy"),
        ("You moved", "Great work: you moved", "praise"),
        ("You moved", "Here is the line: you moved", "only the line"),
        ("You moved", "**You** moved", "Plain words"),
        ("You moved", "You should rest. You moved", "advice"),
        ("You moved", "You are lazy. You moved", "label"),
        ("You moved", "I promise nobody will know. You moved", "Promise nothing"),
        ("that brought you there?", "that brought you there? And why?", "one question"),
        ("what did you do", "what went wrong, and what did you do", "wrong"),
        ("that brought you there?", "that brought you the", "Finish"),
        ("by 3 March", "by 3 March a little day by day with time and thought in a quiet way " * 2, "At most"),
    ],
)
def test_what_a_line_may_not_do_is_said_in_words(old: str, new: str, named: str) -> None:
    verdict = said(LINE, LINE.composed.replace(old, new))
    assert old in LINE.composed and not verdict.ok
    assert any(named in reason for reason in verdict.reasons), verdict.reasons
    assert all(reason[-1] in ".?!:" or ":" in reason for reason in verdict.reasons)


@pytest.mark.parametrize(
    "text",
    [
        "You will look for the course list and I will choose two courses by 20 February.",
        "We will look for the course list and choose two courses by 20 February.",
        "Sami will look for the course list and Ruth will choose two courses by 20 February.",
        "I will look for two course lists and you will choose courses by 20 February.",
        "What will you choose from the course list by 20 February?",
        "Ich suche die Kursliste und du suchst dir bis zum 20. Februar zwei Kurse aus.",
        "",
    ],
)
def test_tasks_keep_their_owners(text: str) -> None:
    assert not said(STEP, text).ok


def test_the_cosine_is_asked_when_there_is_an_embedder() -> None:
    fake = WordEmbedder()
    far = judge(LINE, "What is your favourite colour on the whole, and what else?", KNOWN, fake)
    near = judge(LINE, LINE.composed.replace("You moved", "Lena, you moved"), KNOWN, fake)
    assert near.ok and near.closeness > 0.9 > far.closeness
    assert fake.asked.keys() == {LINE.composed}, "the composed line is embedded once for all its wordings"


def test_the_composed_line_itself_never_drifts() -> None:
    """Whatever a rule forbids, it must not forbid what our own code composed."""
    for case in {case.id: case for case in cases()}.values():
        slot = case.slot
        verdict = judge(slot, slot.composed, Known.of([slot.composed, *slot.facts]), None)
        assert verdict.ok, (slot.composed, verdict.reasons)


@pytest.mark.parametrize("text", ["1 " * 50_000, "you " * 50_000, "(" * 200_000, "A.b " * 50_000])
def test_a_flood_is_refused_without_reading_it(text: str) -> None:
    start = time.process_time()
    assert said(LINE, text).reasons == ("At most 35 words.",)
    assert time.process_time() - start < 5  # a guard against running away, not a promise of speed


def test_the_labelled_set_is_large_and_balanced() -> None:
    labelled = cases()
    good = [case for case in labelled if case.good]
    assert len(good) >= 45 and len(labelled) - len(good) >= 55
    assert {case.split for case in labelled} == {"dev", "test"}
    assert {case.form for case in labelled} == {"one_to_one", "group", "peer"}
    assert all(case.why and (case.good or case.fault) for case in labelled)
    assert len({(case.slot.composed, case.text) for case in labelled}) == len(labelled)
    lines = {
        split: {case.slot.composed for case in labelled if case.split == split} for split in ("dev", "test")
    }
    assert not lines["dev"] & lines["test"]


@pytest.mark.parametrize("with_embedder", [True, False])
def test_few_bad_lines_pass_and_most_good_ones_do(embedder: Embedder, with_embedder: bool) -> None:
    """On the split that nothing was tuned on; `python -m tests.evals.drift` prints the intervals."""
    measured = score([case for case in cases() if case.split == "test"], embedder if with_embedder else None)
    assert measured.share_bad_accepted <= 0.05, measured
    assert measured.recall_good >= 0.80, measured


def test_the_interval_holds_the_share() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    low, high = wilson(9, 10)
    assert 0.55 < low < 0.9 < high < 1
    assert wilson(0, 60)[1] == pytest.approx(0.0602, abs=0.001)
