"""The support gate: words about safety are caught, idioms are not, and no word is kept."""

from pathlib import Path

import pytest
import yaml

from assistant.safeguarding.gate import Concern, concern

LABELLED = yaml.safe_load((Path(__file__).parent / "evals" / "gate.yaml").read_text(encoding="utf-8"))
RECALL, FALSE_ALARMS = 0.97, 0.05
"""Goals of the safety plan for explicit words and for idioms (the lists are ours, so they prove little more)."""


def test_risk_is_caught_and_idioms_pass() -> None:
    missed = [text for text in LABELLED["risk"] if concern([text]) is None]
    alarms = [text for text in LABELLED["benign"] if concern([text]) is not None]
    print(f"\ngate: missed {len(missed)} of {len(LABELLED['risk'])}", *missed, sep="\n  ")
    print(f"gate: false alarms {len(alarms)} of {len(LABELLED['benign'])}", *alarms, sep="\n  ")
    assert len(missed) <= (1 - RECALL) * len(LABELLED["risk"])
    assert len(alarms) <= FALSE_ALARMS * len(LABELLED["benign"])


@pytest.mark.parametrize(
    "text",
    [
        "I DON\u2019T WANT TO LIVE",
        "kill\n  myself",
        "ki\u200bll myself",
        "\uff4bill myself",
        "Went well.\n\nBut I want to\tdie.",
    ],
)
def test_looks_do_not_hide_it(text: str) -> None:
    assert concern([text])


def test_one_text_among_many_is_enough_and_nothing_of_it_is_kept() -> None:
    found = concern(["all fine", "", "I want to kill myself tonight"])
    assert found == Concern(flag="possible_risk")
    assert "tonight" not in found.model_dump_json()


def test_quiet_texts_pass() -> None:
    assert concern([]) is None
    assert concern(["", " ", "We planned the week."]) is None


def test_every_benign_sentence_of_the_design_passes() -> None:
    for text in ("this deadline kills me", "shoot him an email", "dying to see it"):
        assert concern([text]) is None
