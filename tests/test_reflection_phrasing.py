"""What a model may phrase of reflective prompts, what it must keep, and what an edit keeps."""

import pytest

from assistant.domain.people import Role
from assistant.domain.reflection import ReflectionRequest
from assistant.drafting import Envelope
from assistant.errors import InputError
from assistant.kind import Slot
from assistant.kinds.reflection.kind import ReflectionKind
from assistant.kinds.reflection.phrasing import MOST
from assistant.likeness import Likeness
from assistant.prompts import load_prompts
from assistant.settings import ROOT
from tests.reflections import drafting, facts, strength
from tests.test_reflection import PAGE, failed, made

KIND = ReflectionKind(Likeness())
QUESTION = Slot(
    path="prompts[0].text",
    sort="question",
    composed='You wrote "My hands shook but I got through it". What helped you?',
    aim="",
    facts=(),
)
LINE = Slot(
    path="listening_line", sort="sentence", composed="It sounds as if you felt stupid.", aim="", facts=()
)


def test_few_slots_and_never_an_edited_one() -> None:
    given = facts(PAGE, strengths=(strength("Keeping calm", "Waited until both had spoken"),))
    body = made(given).body
    found = KIND.slots(body, given, ())
    assert len(found) == MOST
    assert found[0].path == "listening_line"
    assert not any(PAGE in str(slot) for slot in found)
    assert "prompts[0].text" not in {slot.path for slot in KIND.slots(body, given, ("prompts[0].text",))}


@pytest.mark.parametrize(
    "text",
    [
        'You wrote "My hands shook but I got through it". What was it that helped you?',
        "What helped when \u201cMy hands shook but I got through it\u201d?",
    ],
)
def test_good_words_may_stand(text: str) -> None:
    assert KIND.accept(QUESTION, text) == ()
    assert KIND.accept(LINE, "It seems you felt stupid.") == ()


@pytest.mark.parametrize(
    "text",
    [
        "What helped you when your hands shook?",
        'You wrote "My hands were shaking". What helped you?',
        'You wrote "My hands shook but I got through it". Did that help?',
        'You wrote "My hands shook but I got through it". What helped? What else?',
        'You wrote "My hands shook but I got through it". Why did you shake?',
        'You wrote "My hands shook but I got through it". What if you tried to breathe, and why not rest?',
        'You wrote "My hands shook but I got through it". Look on the bright side, what helped?',
        'You wrote "My hands shook but I got through it". You clearly fear her; what helped?',
        'You wrote "My hands shook but I got through it", 90% fear. What helped?',
    ],
)
def test_bad_questions_are_refused(text: str) -> None:
    assert KIND.accept(QUESTION, text)


@pytest.mark.parametrize(
    "text",
    ["You felt stupid.", "It sounds as if you felt stupid in front of your boss.", "It seems you felt stupid, right?",
     "It sounds as if you felt stupid. Cheer up."],
)  # fmt: skip
def test_bad_lines_are_refused(text: str) -> None:
    assert KIND.accept(LINE, text)


def test_the_prompt_file_can_be_read() -> None:
    assert load_prompts(ROOT / "prompts")["reflection"].output == "json"


def test_an_edited_prompt_stays_when_the_set_is_made_again() -> None:
    work, given = drafting(), facts(PAGE)
    request = ReflectionRequest()
    first = work.draft(given, request, Envelope(id="r", author_role=Role.MENTEE))
    mine = work.edited(first, {"prompts[1].text": "What would my sister say?"}, given)
    assert mine.body["prompts"][1]["text"] == "What would my sister say?"
    again = work.again(mine, given.model_copy(update={"name": "Ada"}), request, ())
    assert "What would my sister say?" in [one["text"] for one in again.body["prompts"]]
    assert again.locked == ("prompts[1].text",)
    assert not [told for told in failed(again) if not told.startswith(("RP-5", "GE-4", "GE-10"))]


def test_a_stage_that_is_gone_lets_the_edit_go() -> None:
    old = {"prompts": [{"stage": "what", "text": "a"}], "comments": [], "title": "mine"}
    new = {"prompts": [{"stage": "feelings", "text": "b"}], "comments": [], "title": "new"}
    body, moved = KIND.keep(old, new, ("prompts[0].text", "title", "nowhere"))
    assert body["prompts"][0]["text"] == "b" and body["title"] == "mine"
    assert moved == ("title",)


def test_an_edit_that_breaks_the_form_is_refused() -> None:
    body = made(facts(PAGE)).body
    with pytest.raises(InputError, match="depth"):
        KIND.validate({**body, "depth": "bottomless"})


def test_what_is_looked_up_and_where_the_gate_looks() -> None:
    given = facts(PAGE, topic="Speaking in public")
    assert KIND.queries(given, ReflectionRequest())[0] == "Speaking in public"
    assert KIND.queries(facts(PAGE), ReflectionRequest())[0] in PAGE
    assert PAGE in KIND.personal(given) and "Speaking in public" in KIND.personal(given)
