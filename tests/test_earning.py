"""A model earns its slots, or it does not, and the page says which."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant import earning
from assistant.domain.drafts import Engine
from assistant.drift import judge
from assistant.earning import BAR, LEAST, Ledger, Record, may_phrase, sentence
from assistant.errors import ContentError, ModelError, ModelFault
from assistant.grounding import Known
from assistant.kinds.agenda.kind import AgendaKind
from assistant.prompts import load_prompt, load_replies
from assistant.settings import ROOT
from tests.fakes import ScriptedModel

PROMPT = load_prompt(ROOT / "prompts" / "agenda.md")
REPLIES = load_replies(ROOT / "prompts")
GROUPS = earning.cases("agenda")
TODAY = date(2026, 11, 23)
LISTENERS = {line.composed: group.listener for group in GROUPS for line in group.lines}


def _added(found: re.Match[str]) -> str:
    return {"We": "Here we", "I": "Today I"}.get(
        found.group(), f"{found.group()} today".replace(", today", " now,")
    )


def called(lines: dict[str, str]) -> dict[str, str]:
    """A model that does very little, but rightly: it calls the listener, or says "today"."""
    said = {}
    for key, line in lines.items():
        name = LISTENERS[line]
        if line.startswith(("By the end", "Three sessions", "We take", "I learned")):
            said[key] = re.sub(r"^(By the end|Three sessions are left,|We|I)", _added, line)
        else:
            said[key] = f"{name}, {line[0].lower()}{line[1:]}" if name != "everyone" else f"Now: {line}"
    return said


def trial(model: ScriptedModel, **options: Any) -> Record:
    return earning.trial(
        "agenda",
        model,
        GROUPS,
        prompt=PROMPT,
        replies=REPLIES,
        embedder=None,
        count=lambda text: len(text) // 5,
        today=TODAY,
        **options,
    )


def record(accepted: int, asked: int = 32) -> Record:
    return Record(
        kind="agenda",
        model="tiny",
        prompt=PROMPT.stamp,
        rules=earning.rules(),
        asked=asked,
        accepted=accepted,
        on=TODAY,
    )


def test_the_trial_is_varied_and_its_own_words_pass_every_rule() -> None:
    assert sum(len(group.lines) for group in GROUPS) >= LEAST
    assert {group.form for group in GROUPS} == {"one_to_one", "group", "peer"}
    assert len({group.phase for group in GROUPS}) == 7
    for group in GROUPS:
        for slot in group.slots:
            verdict = judge.judge(slot, slot.composed, Known.of([slot.composed, *slot.facts]), None)
            assert verdict.ok and not AgendaKind().accept(slot, slot.composed), (
                slot.composed,
                verdict.reasons,
            )


def test_a_model_that_keeps_what_lines_say_earns_its_slots() -> None:
    told: list[tuple[int, int]] = []
    model = ScriptedModel(called)
    done = trial(model, accept=AgendaKind().accept, progress=lambda now, total: told.append((now, total)))
    assert done.earned and done.accepted >= BAR * done.asked, done.reasons
    assert told[-1] == (done.asked, done.asked) and len(told) == len(GROUPS)
    assert done.tokens.requests >= len(GROUPS) and done.tokens.sent > 0


@pytest.mark.parametrize(
    "script",
    [
        lambda lines: dict(lines),
        lambda lines: {key: "What would you like to talk about today?" for key in lines},
        lambda lines: ModelFault.BROKEN,
        lambda lines: ModelFault.TIMEOUT,
    ],
    ids=["copies", "says the same to everybody", "breaks off", "is too slow"],
)
def test_a_model_that_does_not_is_told_so_and_earns_nothing(script: Any) -> None:
    done = trial(ScriptedModel(script))
    assert done.accepted == 0 and not done.earned
    assert sum(done.reasons.values()) == done.asked


def test_a_broken_line_to_the_model_finds_out_nothing() -> None:
    with pytest.raises(ModelError) as failed:
        trial(ScriptedModel(called, ModelFault.UNREACHABLE))
    assert failed.value.fault is ModelFault.UNREACHABLE


def test_a_record_is_kept_per_kind_model_prompt_and_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger(tmp_path / "earned")
    assert ledger.find("agenda", "tiny", PROMPT.stamp) is None
    assert not ledger.earned("agenda", "tiny", PROMPT.stamp)
    ledger.save(record(32))
    assert ledger.find("agenda", "tiny", PROMPT.stamp) == record(32)
    assert ledger.earned("agenda", "tiny", PROMPT.stamp)
    ledger.save(record(3))
    assert not ledger.earned("agenda", "tiny", PROMPT.stamp), "the newest record counts"
    for other in (
        ("feedback", "tiny", PROMPT.stamp),
        ("agenda", "big/../x", PROMPT.stamp),
        ("agenda", "tiny", "x"),
    ):
        assert ledger.find(*other) is None
    monkeypatch.setattr(judge, "VERSION", judge.VERSION + 1)
    assert ledger.find("agenda", "tiny", PROMPT.stamp) is None, "judged by other rules"


def test_a_damaged_record_says_what_to_do(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.save(record(32))
    next(tmp_path.iterdir()).write_text("{", encoding="utf-8")
    with pytest.raises(ContentError, match="delete it"):
        ledger.find("agenda", "tiny", PROMPT.stamp)


def test_the_bar_is_four_of_five_and_never_of_a_handful() -> None:
    assert record(26).needed == 26 and record(26).earned and not record(25).earned
    assert not record(10, asked=10).earned


@pytest.mark.parametrize(
    ("engine", "found", "may"),
    [
        (Engine.COMPOSED, record(32), False),
        (Engine.AUTO, None, False),
        (Engine.AUTO, record(3), False),
        (Engine.AUTO, record(32), True),
        (Engine.MODEL, None, True),
        (Engine.MODEL, record(3), True),
    ],
)
def test_by_itself_only_an_earned_model_phrases(engine: Engine, found: Record | None, may: bool) -> None:
    assert may_phrase(engine, found) is may


def test_every_state_is_one_plain_sentence() -> None:
    untested, poor, good = (sentence("agenda", "tiny", found) for found in (None, record(3), record(30)))
    assert "has not been tested" in untested and "assistant model test" in untested
    assert "stays composed with tiny" in poor and "3 of 32" in poor and "26 are needed" in poor
    assert "may phrase" in good and "30 of 32" in good and "23 November 2026" in good
