"""What a turn does, as code hears it; and what scripted conversations show."""

import pytest

from assistant import dialogue, lexicon, questions
from assistant.answering.bank import bank
from assistant.answering.course import unlabelled
from assistant.dialogue import Exchange
from assistant.domain.drafts import Ending
from assistant.domain.people import Role
from assistant.library import load_library
from assistant.settings import ROOT
from tests.evals import dialogue as scripted

LIBRARY = load_library(ROOT / "knowledge")
TALKED = list(scripted.talked())
MENTEES = [one for one in TALKED if one.role is Role.MENTEE]


def test_the_detectors_agree_with_a_person_before_their_numbers_count() -> None:
    agreed = scripted.agreement()
    assert all(value >= scripted.AGREES for value in agreed.values()), agreed


@pytest.mark.parametrize(
    ("sentence", "said", "kind"),
    [
        ("It sounds as if the mornings are the hardest.", "I can't get up.", "reflects"),
        ("You kept your word, even though it cost you your evening.", "I stayed till ten.", "reflects"),
        ("You should talk to her first.", "She ignores me.", "advises"),
        ("Why don't you write a list?", "I forget things.", "advises"),
        ("Finish the year and decide afterwards.", "I want to quit.", "advises"),
        ("Would it be all right if I shared an idea?", "I am stuck.", "asks_leave"),
        ("You asked, so here are some things from the notes; the choice is yours.", "Tips?", "asks_leave"),
        ("What was that like for you?", "I failed.", "none"),
        ("Thank you for telling me.", "I failed.", "none"),
    ],
)
def test_each_sentence_is_heard_as_one_thing(sentence: str, said: str, kind: str) -> None:
    heard = {
        "reflects": dialogue.reflects(sentence, said),
        "advises": dialogue.advises(sentence),
        "asks_leave": dialogue.asks_leave(sentence),
    }
    assert [name for name, found in heard.items() if found] == ([] if kind == "none" else [kind])


def test_advice_counts_as_unasked_until_leave_was_given_or_it_was_asked_for() -> None:
    unasked = Exchange(said="I failed.", answered="You failed. You should sleep more.")
    asked = Exchange(said="What should I do?", answered="You should sleep more.")
    leave = Exchange(said="I failed.", answered="May I offer an idea? Try to sleep more.")
    assert [dialogue.advises_unasked(one) for one in (unasked, asked, leave)] == [True, False, False]


def test_measures_of_a_small_dialogue() -> None:
    turns = [
        Exchange(said="I failed.", answered="You failed. What was it like?"),
        Exchange(said="Bad.", answered="You failed. Was it hard? Was it long?"),
    ]
    found = dialogue.measure([turns])
    assert found.turns == 2
    assert found.open_share == pytest.approx(1 / 3)
    assert found.one_question == 0.5
    assert found.same_opening == 1.0


def test_mentees_are_met_as_the_rules_say() -> None:
    found = dialogue.measure([one.exchanges for one in MENTEES])
    assert found.open_share is not None
    assert found.open_share >= 0.9
    assert found.reflections_per_question is not None
    assert 0.8 <= found.reflections_per_question <= 2.5
    assert found.unasked_advice == 0
    assert found.one_question == 1
    assert found.within_length == 1
    assert found.same_opening <= 0.03
    assert found.reflecting >= 0.7
    assert found.unreflecting_runs == 0
    assert found.stock_per_hundred <= 5


@pytest.mark.parametrize("one", TALKED, ids=lambda one: one.name)
def test_every_label_of_every_answer_opens_something(one: scripted.Talked) -> None:
    for answer in one.answers:
        labels = {each.label for each in answer.cited} | {each.label for each in answer.facts}
        assert set(dialogue.labels(answer.text)) == labels
        for each in answer.cited:
            passage = LIBRARY.passages[each.source.passage_id]
            told = " ".join(passage.text.split()).casefold()
            assert " ".join(each.source.quote.split()).casefold() in told


@pytest.mark.parametrize("one", MENTEES, ids=lambda one: one.name)
def test_no_turn_labels_promises_or_takes_a_side(one: scripted.Talked) -> None:
    for answer in one.answers:
        own = lexicon.unquoted(unlabelled(answer.text))
        assert not lexicon.clinical(own)
        assert not lexicon.deficit(own)
        assert not lexicon.promises(own)
        assert "you are right" not in own.casefold()


def test_pain_is_said_back_before_anything_good() -> None:
    texts = [one["text"] for one in scripted.loaded("conversations.yaml")["strengths_first"]]
    assert all(scripted.pain_first(text, scripted.single(text, Role.MENTEE)) for text in texts)


def test_poor_plans_are_asked_about_and_never_praised() -> None:
    plans = scripted.loaded("conversations.yaml")["poor_plans"]
    answers = [scripted.single(one["text"], Role(one["told_by"])) for one in plans]
    assert sum("?" in one.text for one in answers) >= 0.9 * len(plans)
    for one in answers:
        own = lexicon.unquoted(unlabelled(one.text)).casefold()
        assert not any(
            word in own for word in ("great", "good idea", "well done", "you are right", "agree with")
        )


def test_what_it_does_not_do_is_declined() -> None:
    ending = {
        turn: answer.ending for one in TALKED for turn, answer in zip(one.said, one.answers, strict=True)
    }
    declined = [turn for turn, how in ending.items() if how is Ending.DECLINED]
    for words in ("system prompt", "ADHD", "recipe", "weather", "homework"):
        assert any(words in turn for turn in declined), f"{words} was not declined"


def test_everything_in_the_bank_is_open_and_pushes_nobody() -> None:
    made = bank()
    asked = [text for family in made.families.values() for text in family.ask]
    asked += [*made.short, *made.options.back]
    asked += [text for concern in made.concerns.values() for text in concern.mentee]
    for text in asked:
        assert questions.is_open(text), text
        assert not questions.is_leading(text), text
        assert questions.count(text) == 1, text


def test_what_may_be_offered_stands_in_the_notes_word_for_word() -> None:
    for tips in bank().tips.values():
        for tip in tips:
            text = LIBRARY.passages[tip.passage].text.replace("**", "").replace("*", "")
            assert tip.text in " ".join(text.split()), tip.text


def test_the_bank_names_techniques_that_notes_teach() -> None:
    made = bank()
    for part in (*made.concerns.values(), *made.families.values()):
        assert part.technique in LIBRARY.techniques
