"""A mentor's own words read over: what is marked, what is left alone, and what is offered instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.people import Role
from assistant.proofreading import Kind, applied, proofread
from assistant.proofreading.rules import teachings
from tests.evals.proofreading import measured, texts
from tests.feedbacks import library

PRECISION, RECALL = 0.85, 0.80


def kinds(text: str) -> list[str]:
    return [remark.kind.value for remark in proofread(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("You are so lazy.", "label"),
        ("You're a natural leader.", "label"),
        ("She is unreliable.", "label"),
        ("That was a bad attitude.", "label"),
        ("You always interrupt.", "absolute"),
        ("Every time we plan something, you change it.", "absolute"),
        ("Everyone says that you talk too much.", "absolute"),
        ("You don't care about this.", "mind_reading"),
        ("You just wanted to impress them.", "mind_reading"),
        ("You did it on purpose.", "mind_reading"),
        ("Good talk, but it was too long.", "hidden_but"),
        ("Thank you for the report. However, the dates are missing.", "hidden_but"),
        ("This is amazing!", "inflated_praise"),
        ("It was the best talk I have ever heard.", "inflated_praise"),
        ("You should have asked me first.", "blame"),
        ("You let the whole team down.", "blame"),
        ("How could you leave?", "blame"),
        ("Unlike the others you came late.", "comparison"),
        ("You are slower than Mia.", "comparison"),
        ("I promise you will get the job.", "promise"),
        ("Everything stays between us.", "promise"),
        ("Try to sleep more. You should also read the book. And make sure you call me.", "advice_pile"),
    ],
)
def test_what_may_land_badly_is_marked(text: str, kind: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        'You said "I always fail" and then you tried again.',
        "I always enjoy our talks.",
        "You can always call me.",
        "You are always welcome here.",
        "It was not only clear but short.",
        "I liked your talk, but I had to leave early.",
        "We worked on the perfect tense.",
        "Tuesday is the best time for me.",
        "What were you trying to do?",
        "On Monday you came ten minutes late, and we began without you.",
        "You were late twice this month. What happened?",
        "I cannot promise that you will get the place.",
        "You did better than last time.",
        "Next time, please send me a line before six.",
        "You told me that you wanted to be a nurse.",
        "The shop is always open.",
        "Nobody could start before the key came.",
        "",
        "   ",
    ],
)
def test_what_is_harmless_is_left_alone(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("Good talk, but it was too long.", "Good talk. It was too long."),
        ("Nice work. However, the dates are missing.", "Nice work. The dates are missing."),
        ("You should have asked me first.", "I wish you had asked me first."),
        ("You shouldn't have left.", "I wish you had not left."),
        ("You made me feel small.", "I felt small."),
        ("You failed to send it.", "You did not send it."),
        ("That was an amazing talk.", "That was a good talk."),
        ("Thanks for coming, but you ruined it.", "Thanks for coming; you ruined it."),
    ],
)
def test_better_words_take_exactly_the_place_of_the_marked_ones(text: str, better: str) -> None:
    assert applied(text, proofread(text)) == better


def test_only_what_is_accepted_changes() -> None:
    text = "Lea,\r\n\tyou should have asked.  Good plan, but it was long \u2013 really \u2026\n"
    remarks = proofread(text)
    assert len(remarks) == 2
    assert applied(text, ()) == text
    first = applied(text, remarks[:1])
    assert first == "Lea,\r\n\tI wish you had asked.  Good plan, but it was long \u2013 really \u2026\n"


def test_a_remark_on_other_words_is_never_applied() -> None:
    (remark,) = proofread("You should have asked.")
    assert applied("They should have asked.", [remark]) == "They should have asked."


def test_where_only_the_writer_knows_better_words_they_are_asked() -> None:
    (remark,) = proofread("You are so lazy.")
    assert remark.say == "" and remark.why.endswith("?")
    assert applied("You are so lazy.", [remark]) == "You are so lazy."


def test_curly_and_straight_marks_are_one() -> None:
    assert kinds("You don\u2019t care.") == kinds("You don't care.") == ["mind_reading"]
    assert kinds("You said \u201cyou are lazy\u201d.") == []


def test_a_mentor_is_somebody_too() -> None:
    (remark,) = proofread("You should have asked.", Role.MENTOR)
    assert "mentor" in remark.why


def test_every_kind_points_to_a_passage_that_exists() -> None:
    assert set(teachings()) == set(Kind)
    assert all(teaching.source in library().passages for teaching in teachings().values())


@given(st.text(max_size=300))
def test_any_text_can_be_read_over(text: str) -> None:
    remarks = proofread(text)
    assert all(text[remark.start : remark.end] == remark.quote for remark in remarks)
    assert all(one.end <= two.start for one, two in zip(remarks, remarks[1:], strict=False))
    assert isinstance(applied(text, remarks), str)


@pytest.mark.parametrize("case", texts(), ids=[case["name"] for case in texts()])
def test_every_place_is_right_in_real_drafts(case: dict[str, str]) -> None:
    remarks = proofread(case["text"])
    assert all(case["text"][remark.start : remark.end] == remark.quote for remark in remarks)


def test_the_floors_hold_on_drafts_written_by_somebody_else() -> None:
    right, ours, found, theirs = measured()["all"]
    assert right / ours >= PRECISION
    assert found / theirs >= RECALL
