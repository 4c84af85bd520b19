"""The demonstration programme: four pairs at different points of their way, loaded with one click."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import yaml

from assistant.domain.access import Principal, Purpose
from assistant.domain.goals import Goal, Rating
from assistant.domain.journal import Digest, Entry, Grant, Point
from assistant.domain.meetings import Commitment, Session, TalkingPoint
from assistant.domain.people import Member, Pair, Person, Programme, Role
from assistant.domain.strengths import Evidence, Strength
from assistant.errors import InputError
from assistant.ports import Records

STORY = Path(__file__).with_name("demo.yaml")
NAMES = UUID("5b6f6f64-2d72-4976-8572-736964652d31")
"""Ids are made from names, so that a loading that was cut short can be finished."""

LOADED = "demo"
"""Key of the system fact that says the whole story is there."""

MANAGE, SET_UP, REFLECT = Purpose.MANAGE_PAIR, Purpose.MANAGE_PROGRAMME, Purpose.REFLECT_SELF


def load_demo(records: Records, today: date) -> Programme:
    """Everybody writes their own words: each thing is saved as the person whose it is."""
    if records.state(LOADED):
        raise InputError("The demonstration programme is already loaded. Choose one of its people to act as.")
    story = yaml.safe_load(STORY.read_text(encoding="utf-8"))
    telling = Telling(records, story, today)
    telling.people()
    for key in story["pairs"]:
        telling.pair(key)
    for key in story["journals"]:
        telling.journal(key)
    for key in story["digests"]:
        telling.digest(key)
    records.set_state(LOADED, today.isoformat())
    return telling.programme


def demo_id(*names: str) -> str:
    """The id of something in the story, for instance `demo_id("farid-louise", "goal", "speak-up")`."""
    return str(uuid5(NAMES, "/".join(names)))


class Telling:
    """One loading of the story, with its days counted from today."""

    def __init__(self, records: Records, story: dict[str, Any], today: date) -> None:
        self.records, self.story, self.today = records, story, today
        self.programme = Programme(id=demo_id("programme"), **story["programme"])

    def day(self, away: int | None) -> date | None:
        return None if away is None else self.today + timedelta(days=away)

    def person(self, key: str) -> Person:
        return Person(id=demo_id(key), programme_id=self.programme.id, **self.story["people"][key])

    def acting(self, key: str, role: str) -> Principal:
        return Principal(person_id=demo_id(key), programme_id=self.programme.id, role=Role(role))

    @property
    def coordinator(self) -> Principal:
        return self.acting(next(iter(self.story["people"])), Role.COORDINATOR)

    def people(self) -> None:
        first, *others = self.story["people"]
        if demo_id(first) not in {person.id for person in self.records.actors()}:
            self.records.found(self.programme, self.person(first))
        for key in others:
            self.records.save_person(self.coordinator, SET_UP, self.person(key))

    def pair(self, key: str) -> None:
        told = self.story["pairs"][key]
        members = tuple(
            Member(person_id=demo_id(who), name=self.story["people"][who]["name"], role=Role(role))
            for who, role in told["members"].items()
        )
        pair = Pair(
            id=demo_id(key),
            programme_id=self.programme.id,
            form=told["form"],
            name=told["name"],
            planned_sessions=told["planned_sessions"],
            access_needs=told.get("access_needs", ()),
            members=members,
        )
        self.records.save_pair(self.coordinator, SET_UP, pair)
        self.strengths(key, told)
        self.goals(key, told)
        self.commitments(key, told)
        self.sessions(key, told)
        self.talking_points(key, told)

    def strengths(self, pair: str, told: dict[str, Any]) -> None:
        for name, strength in told.get("strengths", {}).items():
            who = strength["person"]
            evidence = tuple(
                Evidence(text=seen["text"], on=self.day(seen["day"]), noticed_by=seen["noticed_by"])
                for seen in strength["evidence"]
            )
            value = Strength(
                id=demo_id(pair, "strength", name),
                person_id=demo_id(who),
                name=strength["name"],
                evidence=evidence,
            )
            self.records.save_strength(self.acting(who, told["members"][who]), MANAGE, demo_id(pair), value)

    def goals(self, pair: str, told: dict[str, Any]) -> None:
        for name, goal in told.get("goals", {}).items():
            words = dict(goal)
            who, strength = words.pop("owner"), words.pop("strength", None)
            ratings = tuple(
                Rating(on=self.today + timedelta(days=away), level=level)
                for away, level in words.pop("ratings").items()
            )
            value = Goal(
                id=demo_id(pair, "goal", name),
                owner_id=demo_id(who),
                strength_id=demo_id(pair, "strength", strength) if strength else None,
                ratings=ratings,
                due=self.day(words.pop("due")),
                **words,
            )
            self.records.save_goal(self.acting(who, told["members"][who]), MANAGE, demo_id(pair), value)

    def commitments(self, pair: str, told: dict[str, Any]) -> None:
        for name, commitment in told.get("commitments", {}).items():
            words = dict(commitment)
            who, due = words.pop("owner"), self.day(words.pop("due"))
            value = Commitment(id=demo_id(pair, "commitment", name), owner_id=demo_id(who), due=due, **words)
            self.records.save_commitment(self.acting(who, told["members"][who]), MANAGE, demo_id(pair), value)

    def sessions(self, pair: str, told: dict[str, Any]) -> None:
        writer, role = next(iter(told["members"].items()))
        for number, session in enumerate(told.get("sessions", ()), start=1):
            words = dict(session)
            value = Session(
                id=demo_id(pair, "session", str(number)),
                number=number,
                on=self.today + timedelta(days=words.pop("day")),
                next_on=self.day(words.pop("next_on", None)),
                usefulness={demo_id(who): score for who, score in words.pop("usefulness").items()},
                **words,
            )
            self.records.save_session(self.acting(writer, role), MANAGE, demo_id(pair), value)

    def talking_points(self, pair: str, told: dict[str, Any]) -> None:
        for number, point in enumerate(told.get("talking_points", ())):
            who = point["by"]
            value = TalkingPoint(id=demo_id(pair, "point", str(number)), by=demo_id(who), text=point["text"])
            acting = self.acting(who, told["members"][who])
            self.records.save_talking_point(acting, MANAGE, demo_id(pair), value)

    def journal(self, who: str) -> None:
        """Entries, each kept in the role its writer has in the pair; one passage of them may be shown."""
        for number, entry in enumerate(self.story["journals"][who]):
            words = dict(entry)
            passage, pair = words.pop("shared", ""), words.pop("pair", None)
            acting = self.acting(who, self.story["people"][who]["roles"][0])
            value = Entry(
                id=demo_id(who, "entry", str(number)),
                owner_id=acting.person_id,
                role=acting.role,
                pair_id=demo_id(pair) if pair else None,
                on=self.today + timedelta(days=words.pop("day")),
                **words,
            )
            saved = self.records.save_entry(acting, REFLECT, value)
            if passage:
                grant = Grant(
                    id=demo_id(who, "grant", str(number)),
                    entry_id=saved.id,
                    version=saved.version,
                    owner_id=acting.person_id,
                    pair_id=demo_id(pair),
                    excerpt=passage,
                )
                self.records.grant(acting, REFLECT, grant)

    def digest(self, pair: str) -> None:
        """What a mentee wants the mentor to know before the next meeting, released."""
        told = self.story["digests"][pair]
        acting = self.acting(told["by"], self.story["pairs"][pair]["members"][told["by"]])
        value = Digest(
            id=demo_id(pair, "digest"),
            owner_id=acting.person_id,
            pair_id=demo_id(pair),
            points=tuple(Point(text=text) for text in told["points"]),
        )
        self.records.save_digest(acting, REFLECT, value)
        self.records.release_digest(acting, REFLECT, value.id)
