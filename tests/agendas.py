"""The fixture cases of agendas, made from tests/evals/agendas.yaml."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from assistant.domain.agenda import AgendaRequest
from assistant.domain.facts import Facts, Phase

FILE = Path(__file__).parent / "evals" / "agendas.yaml"
READ = yaml.safe_load(FILE.read_text(encoding="utf-8"))
TODAY: date = READ["today"]


class Case(NamedTuple):
    name: str
    facts: Facts
    request: AgendaRequest
    expect: dict[str, str]


def pair(name: str, **changes: Any) -> Facts:
    """The facts of one of the pairs, changed."""
    return Facts.model_validate({**deepcopy(READ["pairs"][name]), **changes})


def cases() -> list[Case]:
    return [*_grid(), *(_edge(edge) for edge in READ["cases"]["edges"])]


def _grid() -> Iterator[Case]:
    for form in READ["pairs"]:
        for phase in Phase:
            for minutes in READ["cases"]["lengths"]:
                request = AgendaRequest(minutes=minutes, phase=phase)
                yield Case(f"{form} {phase} {minutes}", pair(form), request, {})


def _edge(edge: dict[str, Any]) -> Case:
    given = {**deepcopy(READ["pairs"][edge["pair"]]), **edge.get("set", {})}
    for key, change in _CHANGES.items():
        if key in edge:
            change(given, edge[key])
    request = AgendaRequest(minutes=edge.get("minutes", 45), phase=edge.get("phase"))
    expect = {key: value for key, value in edge.items() if key.startswith("expect")}
    return Case(edge["name"], Facts.model_validate(given), request, expect)


def _people(given: dict[str, Any], count: int) -> None:
    names = ("Ada", "Bela", "Chidi", "Dora", "Emil", "Farah", "Gil", "Hana", "Ivo", "Juno")
    more = [
        {"person_id": f"n{i}", "name": names[i % 10] + " " + "ABC"[i // 10], "role": "mentee"}
        for i in range(count)
    ]
    given["people"] = (given["people"] + more)[:count]
    here = {person["person_id"] for person in given["people"]}
    for key, owner in (("goals", "owner_id"), ("strengths", "person_id"), ("talking_points", "by")):
        given[key] = [thing for thing in given[key] if thing[owner] in here]


def _missed(given: dict[str, Any], count: int) -> None:
    last = given["sessions"][-1]
    given["sessions"] += [
        {
            "id": f"m{i}",
            "number": last["number"] + 1,
            "on": last["on"] + timedelta(days=3 + i),
            "missed": True,
        }
        for i in range(count)
    ]


def _usefulness(given: dict[str, Any], value: int) -> None:
    given["sessions"][-1]["usefulness"] = {"amina": value}


def _ratings(given: dict[str, Any], ratings: list[list[Any]]) -> None:
    given["goals"][0]["ratings"] = [{"on": on, "level": level} for on, level in ratings]


def _goal(given: dict[str, Any], text: str) -> None:
    given["goals"][0]["text"] = text


def _private(given: dict[str, Any], _: bool) -> None:
    secret = "tell nobody that I want to leave this company before the summer comes"
    given["goals"].append({"id": "g9", "owner_id": "amina", "text": secret, "shared": False})


def _commitments(given: dict[str, Any], count: int) -> None:
    given["commitments"] = [
        {"id": f"c{i}", "owner_id": "amina", "text": f"read chapter {i}"} for i in range(count)
    ]


def _points(given: dict[str, Any], count: int) -> None:
    given["talking_points"] = [
        {"id": f"p{i}", "by": "amina", "text": f"How to start part {i}"} for i in range(count)
    ]


def _names(given: dict[str, Any], names: list[str]) -> None:
    for person, name in zip(given["people"], names, strict=True):
        person["name"] = name


def _history(given: dict[str, Any], count: int) -> None:
    start = date(2016, 1, 5)
    given["sessions"] = [
        {
            "id": f"x{i}",
            "number": i + 1,
            "on": start + timedelta(days=7 * i),
            "happened": f"Part {i} was done",
        }
        for i in range(count)
    ]


_CHANGES = {
    "people": _people,
    "missed": _missed,
    "usefulness": _usefulness,
    "ratings": _ratings,
    "goal": _goal,
    "private": _private,
    "commitments": _commitments,
    "points": _points,
    "names": _names,
    "history": _history,
}
