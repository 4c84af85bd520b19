"""What was seen is said to the person who did it: right person, right tense, everybody else left alone."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.kinds.feedback import verbs
from assistant.kinds.feedback.impact import effect
from assistant.kinds.feedback.observed import observed
from assistant.kinds.feedback.retelling import Cast, Context, context, retell
from assistant.kinds.feedback.scene import is_over, scene
from assistant.kinds.feedback.wishes import wished

TABLE = [
    line.split(" => ")
    for line in (Path(__file__).parent / "evals" / "retellings.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
CAST = Cast(speaker="Jonas", listener="Lea", others=("Ana", "Sam"))
OVER = CAST.model_copy(update={"past": True})
NOBODY = Context()


def test_the_table_is_long_enough() -> None:
    assert len(TABLE) >= 120


@pytest.mark.parametrize(("typed", "said"), TABLE, ids=[typed for typed, _ in TABLE])
def test_it_is_said_to_the_listener(typed: str, said: str) -> None:
    told = retell(typed.replace("\\n", "\n"), CAST)
    assert told.turned is (said != "?")
    if told.turned:
        assert told.sentence == said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("She interrupts Ana and leaves", "you interrupted Ana and left"),
        ("He is late", "you were late"),
        ("doesn't answer", "you didn't answer"),
        ("You interrupt me", "you interrupted me"),
        ("has missed four meetings", "you have missed four meetings"),
        ("did not help Sam", "you did not help Sam"),
    ],
)
def test_one_moment_is_told_in_the_past(typed: str, said: str) -> None:
    assert retell(typed, OVER).sentence == said


def test_habits_stay_in_the_present() -> None:
    assert is_over("at Monday's stand-up", "she interrupts")
    assert not is_over("in our meetings", "she interrupts")
    assert not is_over("on Monday", "usually leaves early")


WORDS = (
    "she he they her him his it's she's Lea Lea's lea Ana Sam's I me you your was were is has didn't not never always "
    "and but then , . ; ? ! \" ' - late 3 minutes interrupted asking helps told that when while because a the two "
    "people customer own no on phone to at Monday rude every time ( ) said"
).split() + ["\n"]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_no_words_whatever_make_it_fail(text: str) -> None:
    seen = observed(text, OVER)
    known = context(text, OVER)
    assert all(clause.strip() for clause in seen.told.clauses)
    assert effect(text, OVER, known, corrective=True, choose=1).sentence
    wished(text, OVER, known)
    if text.strip():
        assert scene(text, OVER, known).opening


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("arriving", "arrive"), ("setting", "set"), ("lying", "lie"), ("stopping", "stop"), ("seeing", "see"),
        ("interrupted", "interrupt"), ("left", "leave"), ("replied", "reply"), ("planned", "plan"), ("helps", "help"),
        ("watches", "watch"), ("tries", "try"), ("unanswered", "unanswered"), ("morning", "morning"),
    ],
)  # fmt: skip
def test_forms_lead_to_their_base(word: str, base: str) -> None:
    assert verbs.base_of(word) == base


@pytest.mark.parametrize(
    ("base", "past", "gerund"),
    [
        ("arrive", "arrived", "arriving"), ("set", "set", "setting"), ("stop", "stopped", "stopping"),
        ("try", "tried", "trying"), ("leave", "left", "leaving"), ("travel", "travelled", "travelling"),
        ("see", "saw", "seeing"), ("lie", "lied", "lying"), ("agree", "agreed", "agreeing"),
    ],
)  # fmt: skip
def test_forms_are_made_from_the_base(base: str, past: str, gerund: str) -> None:
    assert (verbs.past(base), verbs.gerund(base)) == (past, gerund)


@pytest.mark.parametrize(
    ("typed", "opening"),
    [
        ("at Monday's stand-up", "At Monday's stand-up, "),
        ("Monday stand-up", "During the Monday stand-up, "),
        ("when we met on 3 November", "When we met on 3 November, "),
        ("In the lab, last week", "In the lab, last week, "),
        ("monday", "On Monday, "),
        ("3 November", "On 3 November, "),
        ("team meeting", "During the team meeting, "),
        ("yesterday", "Yesterday, "),
        ("while she was presenting", "While you were presenting, "),
        ("she was presenting", "When you were presenting, "),
        ("end of the shift, Friday", "At the end of the shift on Friday, "),
        ("Reading club, Monday", "I am thinking of the reading club on Monday: "),
        ("your first invoice", "I am thinking of your first invoice: "),
        ("planning the trip", "While planning the trip, "),
    ],
)
def test_when_and_where_opens_the_sentence(typed: str, opening: str) -> None:
    assert scene(typed, CAST, NOBODY).before("") == opening


@pytest.mark.parametrize(
    ("behaviour", "impact", "said"),
    [
        ("was late 3 times", "the van left without her", "the van left without you"),
        ("she interrupted", "made me lose my thread", "made me lose my thread"),
        ("you left", "she asked me why", "she asked me why"),
        ("she thanked Ana", "she smiled", '"she smiled"'),
        ("left early", "we had to stop", "we had to stop"),
        ("left early", "I worried", "I worried"),
    ],
)
def test_what_came_of_it_means_the_right_person(behaviour: str, impact: str, said: str) -> None:
    made = effect(impact, CAST, context(behaviour, CAST), corrective=True, choose=0)
    assert said in made.sentence


@pytest.mark.parametrize(
    ("typed", "verb", "thing"),
    [
        ("that she waits until people finish", "wait until people finish", ""),
        ("he rings before seven", "ring before seven", ""),
        ("wait until others finish", "wait until others finish", ""),
        ("I wish she had told me first", "tell me first", ""),
        ("I would like her to ask first", "ask first", ""),
        ("to tell me a day before", "tell me a day before", ""),
        ("asking before deciding", "ask before deciding", ""),
        ("a second pair of eyes", "", "a second pair of eyes"),
        ("that we bring the figures", "", "that we bring the figures"),
        ("", "", ""),
    ],
)
def test_a_wish_becomes_one_thing_to_do(typed: str, verb: str, thing: str) -> None:
    found = wished(typed, CAST, NOBODY)
    assert (found.verb, found.thing) == (verb, thing)


@pytest.mark.parametrize(
    "typed", ["please tell him it was fine", "I want her to feel good about it", "can we keep it light"]
)
def test_a_wish_to_hear_that_all_was_fine_is_no_change(typed: str) -> None:
    found = wished(typed, CAST, NOBODY)
    assert found.softening and not found.verb


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("was rude", ()),
        ("bad attitude", ()),
        ("is lazy as always", ()),
        ("He's a natural leader, so talented", ()),
        ("dont know, he just annoyed me", ()),
        ("doesn't care about the group", ()),
        ("was rude and interrupted Ana twice", ("you interrupted Ana twice",)),
        ("rudely interrupted Ana", ("you interrupted Ana",)),
        ("She never replied to my emails", ("you did not reply to my emails",)),
        ("always interrupts people", ("you interrupt people",)),
        ("left early because she was bored", ("you left early",)),
        ('said "you always win"', ('you said "you always win"',)),
        ("was late 3 times", ("you were late 3 times",)),
    ],
)
def test_only_what_could_be_seen_or_heard_is_kept(typed: str, kept: tuple[str, ...]) -> None:
    assert observed(typed, CAST).told.clauses == kept
