"""One turn: the gate, what is composed, what a model may say, and what is kept of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant.adapters.records.engine import url_of
from assistant.adapters.records.store import open_records
from assistant.answering import judged
from assistant.answering.answers import Answering
from assistant.answering.course import Course
from assistant.answering.judged import Ground
from assistant.answering.nearness import Nearness
from assistant.answering.reader import Reader, nearest
from assistant.answering.talk import EMPTY, STAYS, Talk
from assistant.answering.worded import STOPPED
from assistant.answering.words import load_answers
from assistant.demo import load_demo
from assistant.domain.access import Principal, Purpose
from assistant.domain.conversation import Answer, FactRef, Message, Stance
from assistant.domain.drafts import COMPOSED, Ending
from assistant.domain.people import Role
from assistant.errors import AccessError, ContentError, InputError, ModelError, ModelFault
from assistant.library import load_library
from assistant.ports import CountTokens, Records, Turn
from assistant.prompts import Prompt, load_prompts, load_replies
from assistant.retrieval import Retriever
from assistant.settings import ROOT, Settings
from tests.fakes import WordEmbedder
from tests.shelving import in_memory

LIBRARY = load_library(ROOT / "knowledge")
REPLIES = load_replies(ROOT / "prompts")
WORDS = load_answers(ROOT / "prompts")
RETRIEVER = Retriever(LIBRARY)
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
RISK = "I do not want to be alive any more."
ANSWERING = Answering(LIBRARY, lambda: RETRIEVER, REPLIES, WORDS)
MENTEE, MENTOR = Reader(role=Role.MENTEE), Reader(role=Role.MENTOR)
GOAL = FactRef(label="", thing="goal", id="g", text='Ana\'s goal: "Speak up in the Monday meeting"')


@dataclass
class Saying:
    """A model that says pieces, or fails after them, and remembers what it was sent."""

    pieces: Sequence[str]
    fault: ModelFault | None = None
    name: str = "saying"
    sent: list[Sequence[Turn]] = field(default_factory=list)

    def stream(
        self,
        turns: Sequence[Turn],
        *,
        max_tokens: int = 300,
        deadline: float = 30.0,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[str]:
        self.sent.append(turns)
        for piece in self.pieces:
            if cancelled():
                raise ModelError(ModelFault.CANCELLED, "stopped")
            yield piece
        if self.fault:
            raise ModelError(self.fault, "failed")


@dataclass
class Speaking:
    model: Saying
    prompt: Prompt = field(default_factory=lambda: load_prompts(ROOT / "prompts")["answer"])
    count: CountTokens = lambda text: len(text) // 4  # noqa: E731
    deadline: float = 30.0


def last(
    question: str, reader: Reader, model: Saying | None = None, history: Sequence[Message] = ()
) -> Answer:
    *_, whole = ANSWERING.answer(question, reader, history, Speaking(model) if model else None)
    return whole


def turn(asked: str, answer: Answer | None = None, blocked: bool = False) -> Message:
    return Message(asked=asked, answer=answer, blocked=blocked, at=NOW)


# Composed.


def test_a_question_about_practice_is_answered_word_for_word() -> None:
    answer = last("How do I plan a good first meeting?", MENTOR)
    assert answer.stance is Stance.PASSAGES
    assert answer.cited
    assert answer.questions or "Ready to say" in answer.text
    assert "software" in answer.text


def test_what_no_note_holds_is_not_made_up() -> None:
    answer = last("Which tyre pressure does a mountain bike need?", MENTOR)
    assert answer.ending is Ending.NOT_COVERED


@pytest.mark.parametrize("role", [Role.MENTOR, Role.MENTEE, Role.TRAINER])
def test_an_invented_author_is_never_confirmed(role: Role) -> None:
    question = "What did Brightwater and Halvorsen (2019) find about mentoring?"
    answer = last(question, Reader(role=role))
    assert answer.ending is Ending.NOT_COVERED
    assert "Halvorsen" in answer.text


def test_a_known_author_is_no_stranger() -> None:
    assert last("What did Whitmore say about GROW?", MENTOR).ending is Ending.ANSWERED


def test_a_mentee_is_heard_first_and_advised_only_on_request() -> None:
    first = last("I argued with my boss and I am still angry.", MENTEE)
    assert first.stance is Stance.REFLECTION
    second = last("Just tell me what to do.", MENTEE, history=[turn("I argued with my boss.", first)])
    assert second.stance is Stance.OFFER
    assert 1 <= second.text.count("\n- ") <= 3
    assert len(second.text.split()) <= 100


def test_facts_that_fit_are_named_with_a_letter() -> None:
    reader = Reader(role=Role.MENTOR, facts=(GOAL,))
    answer = last("How can Ana speak up in the Monday meeting?", reader)
    assert [fact.label for fact in answer.facts] == ["a"]
    assert "[a]" in answer.text


def test_only_permitted_facts_that_come_near_are_picked() -> None:
    other = FactRef(label="", thing="entry", id="e", text='Your journal: "The cake was too sweet"')
    near = Nearness(WordEmbedder())
    assert nearest("speak up in the Monday meeting", [other, GOAL], near) == (GOAL,)


def test_after_twenty_turns_it_suggests_to_stop() -> None:
    history = [turn(f"Something happened on day {number}.", Answer(text="Yes.")) for number in range(20)]
    assert WORDS.long in last("And today again something.", MENTEE, history=history).text
    assert WORDS.long not in last("And today again something.", MENTEE, history=history[1:]).text


# The gate.


def test_words_about_safety_end_the_turn_before_anything_is_looked_up() -> None:
    model = Saying(["You want to rest."])
    answer = last(RISK, MENTEE, model)
    assert answer.ending is Ending.SUPPORT
    assert answer.text.startswith(REPLIES.card_for(Role.MENTEE).title)
    assert not model.sent


def test_a_blocked_turn_is_in_no_later_history_query_or_prompt() -> None:
    model = Saying(["It sounds as if the exam was hard. What helped you a little?"])
    history = [
        turn(RISK, Answer(text="card", ending=Ending.SUPPORT), blocked=True),
        turn("Hello there, a long day."),
    ]
    last("My exam was hard and I was tired.", MENTEE, model, history)
    sent = " ".join(each.text for turns in model.sent for each in turns)
    assert "alive" not in sent
    assert Course.of(history).said == ("Hello there, a long day.",)


# A model.


def test_a_models_turn_that_holds_is_taken_and_grows() -> None:
    model = Saying(["It sounds as if ", "the exam was hard. ", "What helped you a little?"])
    growing = list(ANSWERING.answer("My exam was hard and I was tired.", MENTEE, (), Speaking(model)))
    assert len(growing) >= 2
    assert growing[-1].model_id == "saying"
    assert "What helped you a little?" in growing[-1].text


def grounded(**changes: object) -> Ground:
    given = {
        "stance": Stance.PASSAGES,
        "said": "How do I plan a first meeting with Ana?",
        "wants_advice": False,
        "labels": {
            "1": "Plan something easy to do together, such as a walk or a drink. Say why you are both here."
        },
        "vocabulary": LIBRARY.vocabulary,
    }
    return Ground.model_validate(given | changes)


HEARD = {"stance": Stance.REFLECTION, "said": "My exam was hard and I was tired."}


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("Plan something easy to do together, such as a walk [1].", grounded()),
        ("Ana may like a plan. Say why you are both here [1].", grounded(said="Ana may like a plan.")),
        ("It sounds as if the exam was hard. What helped you a little?", grounded(**HEARD)),
    ],
)
def test_a_good_turn_has_no_faults(text: str, ground: Ground) -> None:
    assert judged.faults(text, ground) == ()


@pytest.mark.parametrize(
    ("text", "ground", "why"),
    [
        ("Plan something easy to do together [7].", grounded(), "source that is not there"),
        ("Plan something easy to do together.", grounded(), "without its source"),
        ("Bring cake and sparkling wine for the grandmother [1].", grounded(), "something else than its source"),
        ("Plan something easy to do together, says Brown [1].", grounded(), "Brown"),
        ("Plan 14 easy things to do together [1].", grounded(), "14"),
        ("Plan something easy to do together [1]. See www.example.org [1].", grounded(), "link"),
        ("It sounds as if you are depressed and the exam was hard. What helped?", grounded(**HEARD), "label"),
        ("You are right, the exam was hard. What helped you?", grounded(**HEARD), "side"),
        ("The exam was hard, and everything stays between us. What helped you?", grounded(**HEARD), "promised"),
        ("The exam was hard for you. What helped? What now?", grounded(**HEARD), "more than one"),
        ("The exam was hard for you. You should sleep more. What helped?", grounded(**HEARD), "advice"),
        ("What helped you a little?", grounded(**HEARD), "say back"),
        ("It sounds as if the exam was hard.", grounded(**HEARD), "open question"),
        ("It sounds as if the exam was hard " + "and hard " * 90 + ". What helped?", grounded(**HEARD), "long"),
    ],
)  # fmt: skip
def test_each_rule_breaks_a_turn(text: str, ground: Ground, why: str) -> None:
    assert any(why in reason for reason in judged.faults(text, ground)), judged.faults(text, ground)


def test_a_turn_that_does_not_hold_gives_way_to_the_composed_one_and_says_why() -> None:
    question = "I argued with my boss and I am still angry."
    answer = last(question, MENTEE, Saying(["You should quit. Your boss is toxic."]))
    assert answer.model_id == COMPOSED
    assert answer.text == last(question, MENTEE).text
    assert "did not hold" in answer.notices[0]


@pytest.mark.parametrize("fault", [fault for fault in ModelFault if fault is not ModelFault.CANCELLED])
def test_any_fault_leaves_the_composed_answer_with_its_notice(fault: ModelFault) -> None:
    answer = last("My exam was hard and I was tired.", MENTEE, Saying(["It sounds"], fault))
    assert answer.model_id == COMPOSED
    assert REPLIES.faults[fault].sentence in answer.notices


def test_a_turn_can_be_stopped_and_what_came_stays() -> None:
    model = Saying(["It sounds as if the exam was hard, ", "and you are still tired. ", "What helped?"])
    stop: list[bool] = []
    growing = ANSWERING.answer(
        "My exam was hard and I was tired.", MENTEE, (), Speaking(model), lambda: len(stop) > 1
    )
    answer = None
    for answer in growing:  # noqa: B007  # the last one is the finished one
        stop.extend([True, True])
    assert answer is not None
    assert STOPPED in answer.notices
    assert "the exam was hard" in answer.text
    assert "What helped?" not in answer.text


def test_markup_and_hidden_characters_never_reach_the_page() -> None:
    told = judged.cleaned('A [link](https://x.example/a) <img src="x"> and\u202e \u200bmore http://y.example')
    assert told.split() == ["A", "link", "and", "more"]


def test_the_history_fits_its_budget_and_the_question_comes_last() -> None:
    model = Saying(["It sounds as if it was hard. What helped?"])
    history = [turn("word " * 400, Answer(text="answer " * 100)) for _ in range(20)]
    last("My exam was hard and I was tired.", MENTEE, model, history)
    sent = model.sent[0]
    assert sent[0].speaker == "system"
    assert "My exam was hard" in sent[-1].text
    assert sum(len(each.text) // 4 for each in sent) <= 1_900


def test_words_file_must_be_whole(tmp_path: Path) -> None:
    text = (ROOT / "prompts" / "answers.yaml").read_text(encoding="utf-8")
    (tmp_path / "answers.yaml").write_text(text.replace("  enough:", "  enoughs:"), encoding="utf-8")
    with pytest.raises(ContentError):
        load_answers(tmp_path)


# On record.


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    opened = open_records(url_of(Settings(data_dir=tmp_path)))
    load_demo(opened, date(2026, 11, 24))
    yield opened
    opened.close()


def talk_with(records: Records, model: Saying | None = None, elsewhere: bool = False) -> Talk:
    speaker = Speaking(model) if model else None
    shelves = in_memory(records)
    return Talk(
        ANSWERING, lambda: records, lambda _: speaker, lambda: elsewhere, lambda: shelves, lambda: NOW
    )


def somebody(records: Records, role: Role, number: int = 0) -> Principal:
    found = [one for one in records.actors() if role in one.roles][number]
    return Principal(person_id=found.id, programme_id=found.programme_id, role=role)


def test_a_turn_is_saved_before_it_is_answered_and_again_after(records: Records) -> None:
    talk, me = talk_with(records), somebody(records, Role.MENTEE)
    turns = talk.ask(me, "I am nervous before my talk on Monday.")
    first = next(turns)
    assert talk.thread(me, first.thread_id).messages[0].answer is None
    *_, whole = turns
    assert talk.thread(me, first.thread_id).messages == (whole.message,)


def test_nobody_else_reads_it(records: Records) -> None:
    talk, me = talk_with(records), somebody(records, Role.MENTEE)
    *_, said = talk.ask(me, "I am nervous before my talk on Monday.")
    for other in (
        somebody(records, Role.MENTEE, 1),
        *(somebody(records, role) for role in Role if role != me.role),
    ):
        assert said.thread_id not in [one.id for one in talk.threads(other)]
        with pytest.raises(AccessError):
            talk.thread(other, said.thread_id)


def test_keeping_nothing_writes_nothing(records: Records) -> None:
    class ReadOnly:
        def __getattr__(self, name: str) -> object:
            assert not name.startswith(("save", "add", "set", "delete", "grant")), name
            return getattr(records, name)

    guarded: Records = ReadOnly()  # type: ignore[assignment]  # every call goes through to the real ones
    talk, me = talk_with(guarded), somebody(records, Role.MENTEE)
    *_, said = talk.ask(me, "I am nervous before my talk on Monday.", keep=False)
    *_, again = talk.ask(me, "What should I do?", keep=False, earlier=[said.message])
    assert again.message.answer is not None
    assert again.thread_id == ""


def test_editing_a_question_forgets_what_came_after(records: Records) -> None:
    talk, me = talk_with(records), somebody(records, Role.MENTEE)
    *_, one = talk.ask(me, "I am nervous before my talk on Monday.")
    *_, _two = talk.ask(me, "My voice trembled last time.", one.thread_id)
    *_, changed = talk.edit(me, one.thread_id, one.message.id, "I am glad that my talk is over.")
    messages = talk.thread(me, one.thread_id).messages
    assert [each.asked for each in messages] == ["I am glad that my talk is over."]
    assert messages[0].answer == changed.message.answer


def test_a_blocked_turn_stays_with_its_writer_and_names_no_thread(records: Records) -> None:
    talk, me = talk_with(records), somebody(records, Role.MENTEE)
    *_, said = talk.ask(me, RISK)
    assert said.message.blocked
    assert talk.thread(me, said.thread_id).title == ""
    with pytest.raises(InputError):
        talk.as_note(me, said.message)


def test_private_words_stay_here_until_their_writer_says_otherwise(records: Records) -> None:
    model = Saying(["It sounds as if you are nervous before Monday. What would help a little?"])
    talk, me = talk_with(records, model, elsewhere=True), somebody(records, Role.MENTEE)
    *_, said = talk.ask(me, "I am nervous before my talk on Monday.")
    assert not model.sent
    assert said.message.answer is not None
    assert STAYS in said.message.answer.notices
    talk.set_may_leave(me, True)
    *_, said = talk.ask(me, "I am nervous before my talk on Monday.")
    assert model.sent


def test_an_answer_becomes_a_note_and_a_point(records: Records) -> None:
    talk, me = talk_with(records), somebody(records, Role.MENTOR)
    *_, said = talk.ask(me, "How do I plan a good first meeting?")
    entry = talk.as_note(me, said.message)
    assert "[1]" not in entry.text
    assert records.entry(me, Purpose.REFLECT_SELF, entry.id).text == entry.text
    pair = records.pairs(me, Purpose.MANAGE_PAIR)[0]
    point = talk.as_point(me, pair.id, "What would make our talks more useful? [1]")
    assert point.text == "What would make our talks more useful?"


def test_empty_and_endless_turns_are_refused_in_words(records: Records) -> None:
    talk, me = talk_with(records), somebody(records, Role.MENTEE)
    with pytest.raises(InputError, match=EMPTY[:10]):
        next(talk.ask(me, "  \u200b "))
    with pytest.raises(InputError, match="characters"):
        next(talk.ask(me, "a" * 4_001))
