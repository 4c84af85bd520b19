"""Open, closed and leading questions are told apart on a labelled list and in the whole bank."""

from pathlib import Path

import pytest
import yaml

from assistant.kinds.agenda.bank import bank, needs
from assistant.questions import count, is_leading, is_open, sentences

LABELLED = yaml.safe_load((Path(__file__).parent / "evals" / "questions.yaml").read_text(encoding="utf-8"))
AGREEMENT = 0.95


def test_agreement_with_the_labels() -> None:
    judged = [(text, is_open(text), True) for text in LABELLED["open"]]
    judged += [(text, is_open(text), False) for text in LABELLED["closed"]]
    judged += [(text, is_leading(text), True) for text in LABELLED["leading"]]
    judged += [(text, is_leading(text), False) for text in (*LABELLED["not_leading"], *LABELLED["open"])]
    wrong = [f"{text!r} was judged {said}" for text, said, label in judged if said is not label]
    print(f"\nquestions: {len(judged) - len(wrong)} of {len(judged)} judged as labelled", *wrong, sep="\n  ")
    assert len({text for texts in LABELLED.values() for text in texts}) >= 120
    assert 1 - len(wrong) / len(judged) >= AGREEMENT


def test_no_open_one_is_called_closed() -> None:
    assert [text for text in LABELLED["open"] if not is_open(text)] == []


def asked() -> list[str]:
    texts = [text for entry in bank().values() for some in entry.questions.values() for text in some]
    return texts + [
        t for entry in bank().values() for turn in entry.by_phase.values() for t in turn.questions
    ]


@pytest.mark.parametrize("template", asked())
def test_every_question_of_the_bank_is_open_and_asks_once(template: str) -> None:
    text = template.format_map({word: "This" for word in needs(template)})
    assert is_open(text)
    assert not is_leading(text)
    assert count(text) == 1
    assert len(text.split()) <= 26, "too long to be read aloud"


def test_marks_inside_quotations_belong_to_somebody_else() -> None:
    assert count('You brought "How do I start?" What would help?') == 1
    assert count("What helped? What else?") == 2
    assert sentences('She said "Why not?" to him. What then?')[-1] == "What then?"
    assert sentences("") == []
