"""Wishes and promises in every grammar become clauses that are right when said to their owner."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.wording import (
    as_verb_phrase,
    core,
    names,
    number_word,
    opens_with_verb,
    possessive,
    promise,
    quoted,
    sentence,
    short_date,
    spoken_date,
    to_you,
    trimmed,
    wish,
)

WISHES = {
    # a verb first
    "Improve my English": "You want to improve your English",
    "learn how to say no": "You want to learn how to say no",
    "stop saying sorry!": "You want to stop saying sorry",
    "Get promoted!": "You want to get promoted",
    "Find my feet.": "You want to find your feet",
    "find a flat...": "You want to find a flat",
    "be promoted by my boss": "You want to be promoted by your boss",
    "To be seen by my manager": "You want to be seen by your manager",
    "To become a team leader": "You want to become a team leader",
    "to never give up": "You want to never give up",
    "Start reading again": "You want to start reading again",
    "Plan my week": "You want to plan your week",
    "Practice the piano": "You want to practice the piano",
    "Help others": "You want to help others",
    "email Sarah": "You want to email Sarah",
    "study at Leeds": "You want to study at Leeds",
    'Read "Deep Work"': 'You want to read "Deep Work"',
    'say "no" more often': 'You want to say "no" more often',
    '"get a driving licence".': "You want to get a driving licence",
    "1. find a flat": "You want to find a flat",
    "- find a flat": "You want to find a flat",
    # two goals in one
    "finish my thesis and find a job": "You want to finish your thesis and find a job",
    "improve my reading and writing": "You want to improve your reading and writing",
    "learn Python and getting fit": 'Your goal is "learn Python and getting fit"',
    "Speak up. Be brave.": 'Your goal is "Speak up. Be brave"',
    "get a flat\nget a job": 'Your goal is "get a flat; get a job"',
    "I want to stop, I think": 'Your goal is "I want to stop, I think"',
    # introduced
    "I want to lead the Monday stand-up.": "You want to lead the Monday stand-up",
    "I want to gamify my revision": "You want to gamify your revision",
    "I really want to not be late": "You want to not be late",
    "I'd like to be able to speak without notes": "You want to be able to speak without notes",
    "I\u2019d like to get my driving licence": "You want to get your driving licence",
    "I'm hoping to pass my exam": "You want to pass your exam",
    "want to be happy": "You want to be happy",
    "My goal is to be heard": "You want to be heard",
    "My goal is confidence": 'Your goal is "confidence"',
    "My goal is that my team listens": 'Your goal is "my team listens"',
    "Goal: pass maths": 'Your goal is "pass maths"',
    "Our aim is to publish the zine": "You want to publish the zine",
    # said about the owner
    "she wants to speak up": "You want to speak up",
    "He'd like to change jobs": "You want to change jobs",
    "Her goal is to be a nurse": "You want to be a nurse",
    "She wants to run her own shop": 'Your goal is "She wants to run her own shop"',
    "Amina wants to lead": 'Your goal is "Amina wants to lead"',
    # nouns, gerunds, adjectives
    "Presentation skills": 'Your goal is "Presentation skills"',
    "Being more confident": 'Your goal is "Being more confident"',
    "Confidence": 'Your goal is "Confidence"',
    "Time Management": 'Your goal is "Time Management"',
    "Email Etiquette": 'Your goal is "Email Etiquette"',
    "Report writing": 'Your goal is "Report writing"',
    "Time with my son": 'Your goal is "Time with my son"',
    "Support from my team": 'Your goal is "Support from my team"',
    "Interest in maths": 'Your goal is "Interest in maths"',
    "Call centre job": 'Your goal is "Call centre job"',
    "I need help with maths": 'Your goal is "I need help with maths"',
    "I want a job": 'Your goal is "I want a job"',
    "I hope I pass the exam": 'Your goal is "I hope I pass the exam"',
    # negative
    "Not being late": 'Your goal is "Not being late"',
    "do not interrupt people": 'Your goal is "do not interrupt people"',
    "Don't give up": 'Your goal is "Don\'t give up"',
    # when nobody can tell who is meant, the words are quoted
    "Help me find a job": 'Your goal is "help me find a job"',
    "I want my team to listen to me": 'Your goal is "I want my team to listen to me"',
    "find me a job": 'Your goal is "find me a job"',
    "let me be heard": 'Your goal is "let me be heard"',
    "be kind to me": 'Your goal is "be kind to me"',
    "We want to launch our podcast": 'Your goal is "We want to launch our podcast"',
    "publish our podcast": 'Your goal is "publish our podcast"',
    "be as good as you are": 'Your goal is "be as good as you are"',
    'say "I can do this" aloud': "Your goal is \"say 'I can do this' aloud\"",
    "pass Maths I": 'Your goal is "pass Maths I"',
    "find out who am I": 'Your goal is "find out who am I"',
    # the first person inside
    "know who I am": "You want to know who you are",
    "be as good as I was": "You want to be as good as you were",
    "get over my fear that I'm not enough": "You want to get over your fear that you're not enough",
    "Ask my boss for more pay so I can save": "You want to ask your boss for more pay so you can save",
    "get myself organised": "You want to get yourself organised",
    "get up at 6 am": "You want to get up at 6 am",
    # names, dates, numbers, other scripts, marks
    "I want to work with Dr. Kim Lee on my thesis": "You want to work with Dr. Kim Lee on your thesis",
    "meet O'Neil": "You want to meet O'Neil",
    "ask April and Mark": "You want to ask April and Mark",
    "Lead the team in May": "You want to lead the team in May",
    "lose 5 kg": "You want to lose 5 kg",
    "learn C++": "You want to learn C++",
    "Will to win": 'Your goal is "Will to win"',
    "Mark will help": 'Your goal is "Mark will help"',
    "Научиться говорить нет": 'Your goal is "Научиться говорить нет"',
    "学会说不": 'Your goal is "学会说不"',
    "FINISH THE COURSE": 'Your goal is "FINISH THE COURSE"',
    "find a flat :)": 'Your goal is "find a flat :)"',
    "How can I say no?": 'Your goal is "How can I say no?"',
    "?": 'Your goal is "?"',
}

PROMISES = {
    "email Sarah": "You said you would email Sarah",
    "Ask Tom if I can run the first five minutes": "You said you would ask Tom if you can run the first five minutes",
    "I'll be there on Monday": "You said you would be there on Monday",
    "I will apply for 3 jobs": "You said you would apply for 3 jobs",
    "I will ask my mum if she thinks I am ready": "You said you would ask your mum if she thinks you are ready",
    "I'll send you my CV": 'You took on "I\'ll send you my CV"',
    "send you my CV": 'You took on "send you my CV"',
    "CV to Tom by Friday": 'You took on "CV to Tom by Friday"',
    "Sent the form?": 'You took on "Sent the form?"',
    "Amina will call Tom": 'You took on "Amina will call Tom"',
    "Me: call; Lee: read": 'You took on "Me: call; Lee: read"',
    "talk to my teacher about me": 'You took on "talk to my teacher about me"',
    "read ch. 3": 'You took on "read ch. 3"',
}


@pytest.mark.parametrize(("text", "clause"), WISHES.items())
def test_a_wish_is_said_to_its_owner(text: str, clause: str) -> None:
    assert wish(text) == clause


@pytest.mark.parametrize(("text", "clause"), PROMISES.items())
def test_a_promise_is_said_to_its_owner(text: str, clause: str) -> None:
    assert promise(text) == clause


def test_doubtful_words_are_never_turned() -> None:
    for phrase in (
        "help me",
        "send you my CV",
        "launch our podcast",
        "ask us",
        "be yours",
    ):
        assert to_you(phrase) is None


@pytest.mark.parametrize(
    "text", ["be on time", "Plan the week", "stop apologising", "start with a list", 'Choose "x?"']
)
def test_opens_with_a_verb(text: str) -> None:
    assert opens_with_verb(text)


@pytest.mark.parametrize(
    "text", ["Confidence", "plan", "Time off work", "Do I dare?", "Something about it", ""]
)
def test_opens_with_no_verb(text: str) -> None:
    assert not opens_with_verb(text)


def test_core_is_short_and_in_the_owners_words() -> None:
    assert core("I want to lead the team.") == "lead the team"
    assert core("My goal is confidence") == "confidence"
    assert core("I want my team to listen to me") == "I want my team to listen to me"
    assert as_verb_phrase("Confidence") is None


def test_trimming_keeps_what_belongs_to_the_words() -> None:
    assert trimmed('"Deep Work" and "Flow"') == '"Deep Work" and "Flow"'
    assert trimmed("by 5 p.m.") == "by 5 p.m."
    assert trimmed("\u2018Confidence\u2019.") == "Confidence"
    assert trimmed("She spoke up.\n- Everyone listened.") == "She spoke up. Everyone listened"
    assert quoted('He said "no".') == "\"He said 'no'\""


def test_a_sentence_has_one_closing_mark() -> None:
    assert sentence('you took on "Sent it?". What helped?') == 'You took on "Sent it?" What helped?'
    assert sentence('she said: "Great!"') == 'She said: "Great!"'
    assert sentence("one step") == "One step."
    assert sentence("") == ""


def test_names_dates_and_numbers() -> None:
    assert [names(["Ana"]), names(["Ana", "Lee"]), names(["Ana", "Lee", "Noor"]), names([])] == [
        "Ana", "Ana and Lee", "Ana, Lee and Noor", "",
    ]  # fmt: skip
    assert [possessive("Ana"), possessive("Ines")] == ["Ana's", "Ines'"]
    assert spoken_date(date(2026, 12, 15)) == "Tuesday 15 December 2026"
    assert short_date(date(2026, 12, 15), date(2026, 1, 1)) == "Tuesday 15 December"
    assert short_date(date(2027, 1, 4), date(2026, 12, 30)).endswith("2027")
    assert [number_word(0), number_word(10), number_word(11)] == ["no", "ten", "11"]


TYPED = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=2, max_size=80)


@settings(max_examples=150, deadline=None)
@given(TYPED)
def test_any_text_becomes_one_clause(text: str) -> None:
    for clause in (wish(text), promise(text)):
        said = sentence(f"{clause}. What helped?")
        assert said.endswith("What helped?")
        assert ".." not in said.replace(core(text), "").replace(trimmed(text), "")
        assert clause.startswith(("You want to ", 'Your goal is "', "You said you would ", 'You took on "'))
