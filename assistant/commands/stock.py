"""`assistant library`: what the practice notes cover, and what in them wants work."""

from datetime import date
from typing import TYPE_CHECKING

from assistant.commands import opened, output
from assistant.commands.output import Json
from assistant.errors import IndexUnavailable

if TYPE_CHECKING:
    from assistant.survey import Survey

MOST = 20
"""Pairs of look-alikes shown; --json has them all."""


def library(json: Json = False) -> None:
    """Take stock: coverage, reviews that are due, reading grades, and what is said twice."""
    from assistant.survey import survey

    assistant = opened.assistant()
    today = date.today()
    try:
        stock = survey(assistant.library, today, assistant.embedder.embed)
    except IndexUnavailable as unavailable:
        output.note(f"Passages are not compared by meaning. {unavailable}")
        stock = survey(assistant.library, today)
    if json:
        output.print_json(stock)
    else:
        _show(stock)


def _show(stock: "Survey") -> None:
    output.say(f"{stock.notes} notes, {stock.passages} passages, {stock.ready_words} ready sentences.\n")
    for heading, counts in (
        ("Theme", stock.by_theme),
        ("Type", stock.by_type),
        ("For", stock.by_reader),
        ("Form", stock.by_form),
        ("Rests on", stock.by_evidence),
    ):
        output.say(f"{heading:<9} " + ", ".join(f"{name} {count}" for name, count in counts.items()))
    output.say("")
    forms = list(stock.by_form)
    rows = [[phase, *(str(counts[form]) for form in forms)] for phase, counts in stock.by_phase.items()]
    output.table(["Phase", *forms], rows)
    hard = [grade for grade in stock.grades if grade.too_hard]
    output.say(f"\nReading grade: {stock.mean_grade} on average. Hardest passages:")
    for grade in sorted(stock.grades, key=lambda grade: -grade.hardest_grade)[:5]:
        output.say(
            f"  {grade.note_id}, {grade.hardest}: {grade.hardest_grade} (the whole note {grade.grade})"
        )
    _list("Too hard to read", [f"{one.note_id}: {one.grade}, at most {one.limit}" for one in hard])
    _list("Gaps", stock.gaps)
    _list("Review due", stock.overdue)
    for title, twins in (
        ("Nearly the same sentence in two notes", stock.sentences_alike),
        ("Passages that mean nearly the same", stock.passages_alike),
    ):
        _list(title, [f"{twin.score:g}  {twin.first} and {twin.second}: {twin.words}" for twin in twins])


def _list(title: str, lines: "tuple[str, ...] | list[str]") -> None:
    output.say(f"\n{title}: {len(lines) or 'none'}")
    for line in lines[:MOST]:
        output.say(f"  {line}")
    if len(lines) > MOST:
        output.say(f"  ... and {len(lines) - MOST} more (--json shows all)")
