"""Prompts and fixed replies: read strictly, stamped, and complete."""

import json
from pathlib import Path

import pytest

from assistant import phrasing
from assistant.adapters.tokens import counter
from assistant.domain.drafts import Ending
from assistant.domain.people import Role
from assistant.errors import ContentError, ModelFault
from assistant.kind import Slot
from assistant.lexicon import clinical, promises
from assistant.prompts import Card, Prompt, load_prompt, load_prompts, load_replies
from assistant.settings import ROOT

FOLDER = ROOT / "prompts"
HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
RESULTS = HERE / "evals" / "results"

GOOD = """---
name: little
version: 1
purpose: Try the loader.
inputs: [question]
output: json
budget: {instructions: 50, facts: 50, passages: 0, lines: 50, reply: 50, sent: 150}
---
# Instructions
Answer as {"ok": true}.

# Request
<question>
$question
</question>
"""

SLOTS = (
    Slot(
        path="items[1].questions[0]",
        sort="question",
        composed="You want to lead the Monday stand-up by Tuesday 15 December. What makes this matter to you now?",
        aim='Open the part "Our focus".',
        facts=('Goal: "I want to lead the Monday stand-up". Now: "I answer when I am asked".',),
        speaker="Lee Osei",
        listener="Amina",
    ),
    Slot(
        path="items[2].questions[0]",
        sort="question",
        composed="You asked the finance lead why the date had moved. What gave you the courage to ask?",
        aim='Open the part "A strength at work".',
        facts=(
            'Strength: "Asking". Seen: "asked the finance lead why the date had moved"',
            'Goal: "I want to lead the Monday stand-up". Now: "I answer when I am asked".',
        ),
        speaker="Lee Osei",
        listener="Amina",
    ),
    Slot(
        path="items[3].questions[0]",
        sort="question",
        composed="Since Tuesday 3 November, what has gone a little better than you expected?",
        aim='Open the part "Arriving".',
        facts=(),
        speaker="Lee Osei",
        listener="Amina",
    ),
    Slot(
        path="outcome",
        sort="sentence",
        composed="By the end we will have one small step that Amina wants to take before Tuesday 15 December.",
        aim="Say the one result of this meeting.",
        facts=(),
    ),
)
PASSAGES = ("Ask for a time when it already worked. The answer names what helped, in their own words.",)


def written(folder: Path, text: str) -> Path:
    path = folder / "little.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_prompt_takes_any_text_as_it_is(tmp_path: Path) -> None:
    system, user = load_prompt(written(tmp_path, GOOD)).render(question='costs $5 {x} ${y} {"a": 1}')
    assert (system.speaker, user.speaker) == ("system", "user")
    assert system.text == 'Answer as {"ok": true}.'
    assert user.text == '<question>\ncosts $5 {x} ${y} {"a": 1}\n</question>'


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("purpose:", "temprature: 1\npurpose:", "temprature"),
        ("version: 1", "version: one", "version"),
        ("version: 1\n", "", "version"),
        ("name: little", "name: other", "little"),
        ("[question]", "[question, notes]", "notes"),
        ("[question]", "[]", "question"),
        ("$question\n", "$question $\n", "$$"),
        ('{"ok": true}', "$ok", "instructions"),
        ("# Request", "Request", "# Request"),
        ("output: json", "output: xml", "output"),
        ("sent: 150", "sent: 0", "budget"),
    ],
)
def test_a_wrong_prompt_is_refused_by_file_and_key(tmp_path: Path, old: str, new: str, named: str) -> None:
    path = written(tmp_path, GOOD.replace(old, new))
    with pytest.raises(ContentError) as refused:
        load_prompt(path)
    assert "little.md" in str(refused.value) and named in str(refused.value)


def test_inputs_are_given_all_and_no_others(tmp_path: Path) -> None:
    prompt = load_prompt(written(tmp_path, GOOD))
    for wrong in ({}, {"question": "x", "more": "y"}):
        with pytest.raises(ContentError):
            prompt.render(**wrong)


def test_the_stamp_follows_the_words_and_nothing_else(tmp_path: Path) -> None:
    stamp = load_prompt(written(tmp_path, GOOD)).stamp
    assert stamp.startswith("little:1@") and len(stamp) == len("little:1@") + 8
    assert load_prompt(written(tmp_path, GOOD.replace("Try the", "Test the"))).stamp == stamp
    assert load_prompt(written(tmp_path, GOOD.replace("Answer as", "Reply as"))).stamp != stamp


@pytest.mark.parametrize("prompt", load_prompts(FOLDER).values(), ids=lambda prompt: prompt.name)
def test_words_change_only_with_their_version(prompt: Prompt) -> None:
    """tests/evals/results/NAME.json holds the stamp that was last measured."""
    measured = json.loads((RESULTS / f"{prompt.name}.json").read_text(encoding="utf-8"))["stamp"]
    version = measured.split(":")[1].split("@")[0]
    if int(version) == prompt.version:
        assert measured == prompt.stamp, "other words under the same version: raise it and measure again"


def test_the_agenda_prompt_is_rendered_as_the_golden_file_shows() -> None:
    (request,) = phrasing.batches(
        SLOTS, load_prompts(FOLDER)["agenda"], lambda text: len(text) // 5, PASSAGES
    )
    shown = "\n\n".join(f"[{turn.speaker}]\n{turn.text}" for turn in request.turns) + "\n"
    assert shown == (GOLDEN / "agenda.txt").read_text(encoding="utf-8")


def test_an_ordinary_agenda_is_one_request_of_less_than_500_tokens(data_dir: Path) -> None:
    count, prompt = counter(data_dir), load_prompts(FOLDER)["agenda"]
    requests = phrasing.batches(SLOTS, prompt, count, PASSAGES)
    reply = json.dumps({key: slot.composed for key, slot in requests[0].slots.items()})
    assert len(requests) == 1 and len(requests[0].slots) == 4
    assert count(prompt.instructions) <= prompt.budget.instructions
    assert requests[0].tokens + count(reply) < 500


def test_what_never_changes_comes_first_and_the_lines_last() -> None:
    prompt = load_prompts(FOLDER)["agenda"]
    first, second = (phrasing.batches(SLOTS[place : place + 1], prompt, len_of_words)[0] for place in (0, 2))
    assert first.turns[0] == second.turns[0]
    again = first.again({SLOTS[0].path: ("No.", ("Ask.",))}, len_of_words)
    before = first.turns[1].text.index("<lines>")
    assert again.turns[0] == first.turns[0]
    assert again.turns[1].text[:before] == first.turns[1].text[:before]
    assert first.turns[1].text.rstrip().endswith("</lines>")


def len_of_words(text: str) -> int:
    return len(text.split())


def test_every_ending_and_every_fault_has_words_of_its_own() -> None:
    replies = load_replies(FOLDER)
    assert set(replies.endings) == set(Ending) and set(replies.faults) == set(ModelFault)
    said = [words.sentence for words in (*replies.endings.values(), *replies.faults.values())]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("missing", ["  refused:\n", "  cancelled:\n", "  mentee:\n"])
def test_a_missing_reply_stops_the_start(tmp_path: Path, missing: str) -> None:
    text = (FOLDER / "replies.yaml").read_text(encoding="utf-8")
    start = text.index(missing)
    lines = text[start:].splitlines(keepends=True)
    size = next((n for n, line in enumerate(lines[1:], 1) if not line.startswith("    ")), len(lines))
    (tmp_path / "replies.yaml").write_text(text[:start] + "".join(lines[size:]), encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load_replies(tmp_path)
    assert missing.strip(" :\n") in str(refused.value)


def test_a_reply_for_something_unknown_stops_the_start(tmp_path: Path) -> None:
    text = (FOLDER / "replies.yaml").read_text(encoding="utf-8").replace("  refused:", "  refussed:")
    (tmp_path / "replies.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match="refussed"):
        load_replies(tmp_path)
    with pytest.raises(ContentError, match=r"replies\.yaml"):
        load_replies(tmp_path / "nowhere")


def test_support_cards_help_first_and_promise_nothing() -> None:
    replies = load_replies(FOLDER)
    for card in Card:
        words = replies.support[card]
        said = f"{words.title} {words.sentence}"
        assert words.text[0].startswith("If you or someone else is in danger right now")
        assert "your local emergency number" in said and "findahelpline.com" in said
        assert not any(letter.isdigit() for letter in said), "telephone numbers belong to the programme"
        assert not clinical(said) and not promises(said)
    duty = replies.card_for(Role.MENTOR).sentence.casefold()
    assert all(step in duty for step in ("listen", "do not promise", "do not investigate", "today"))
    assert (
        replies.card_for(Role.COORDINATOR) == replies.card_for(Role.TRAINER) == replies.support[Card.MENTOR]
    )
    assert replies.card_for(Role.MENTEE) == replies.card_for(Role.PEER) == replies.support[Card.MENTEE]
    assert replies.page_card_for(Role.PEER) == replies.support[Card.JOURNAL]
    log = replies.page_card_for(Role.MENTOR)
    assert log == replies.support[Card.LOG] and "do not investigate" in log.sentence.casefold()


def test_a_card_beside_a_page_says_first_that_nothing_is_lost() -> None:
    """A draft is refused; a page is not: it is saved, and its writer may go on."""
    replies = load_replies(FOLDER)
    for card in (Card.JOURNAL, Card.LOG):
        said = replies.support[card].sentence
        assert "Your words are saved" in said and "draft" not in said
