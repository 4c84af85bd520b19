"""Feedback from one event and practice notes alone: every sentence is decided here, in code."""

from datetime import date

from assistant.citations import Citations
from assistant.domain.drafts import Ending
from assistant.domain.facts import Facts
from assistant.domain.feedback import Aim, FeedbackBody, FeedbackRequest, Observation, Stretch
from assistant.kind import Composition
from assistant.kinds.feedback import asking, changes, hints, speech
from assistant.kinds.feedback.account import account, choose
from assistant.kinds.feedback.event import Event
from assistant.kinds.feedback.impact import effect
from assistant.kinds.feedback.observed import observed
from assistant.kinds.feedback.parties import Parties, chosen, goal_of, occasion, parties, proven
from assistant.kinds.feedback.retelling import Cast, context
from assistant.kinds.feedback.scene import is_over, scene
from assistant.kinds.feedback.wishes import wished
from assistant.library import Library


def compose(facts: Facts, request: FeedbackRequest, library: Library, today: date) -> Composition:
    """The whole draft, or one or two questions back. Pure. Raises InputError."""
    two = parties(facts, request)
    if two is None:
        return Composition(body={}, gaps=(asking.WHOM,), ending=Ending.ASKED)
    cast = Cast(
        speaker=two.speaker.name,
        listener=two.listener.name,
        others=two.others,
        past=is_over(request.situation, request.behaviour),
    )
    seen = observed(request.behaviour, cast)
    questions = asking.back(request, seen, two.listener.name)
    if questions:
        return Composition(body={}, gaps=questions, ending=Ending.ASKED)
    event = _event(facts, request, two, cast, today)
    cites = Citations(library)
    stretch = changes.stretch(event) if request.aim is not Aim.REINFORCE else None
    body = _body(event, stretch, cites)
    return Composition(
        body=body.model_dump(mode="json"), sources=cites.sources(), gaps=hints.gaps(event, facts)
    )


def _event(facts: Facts, request: FeedbackRequest, two: Parties, cast: Cast, today: date) -> Event:
    known = context(request.behaviour, cast)
    seen = observed(request.behaviour, cast)
    named = chosen(facts, request, two.listener)
    held = proven(facts, two.listener)
    told = account(seen.told.clauses, request.aim, named, held)
    corrective = request.aim is not Aim.REINFORCE or told.hard is not None
    seed = f"{two.listener.name}|{request.situation}|{request.behaviour}"
    return Event(
        request=request,
        speaker=two.speaker,
        listener=two.listener,
        cast=cast,
        known=known,
        seed=seed,
        scene=scene(request.situation, cast, known),
        seen=seen,
        account=told,
        impact=effect(request.impact, cast, known, corrective, choose(seed, "impact", 12)),
        wished=wished(request.wished, cast, known),
        goal=goal_of(facts, request, two.listener),
        named=named,
        proven=tuple(held),
        occasion=occasion(facts, today),
        today=today,
    )


def _body(event: Event, stretch: Stretch | None, cites: Citations) -> FeedbackBody:
    request, name = event.request, event.listener.name.split()[0]
    said = speech.speech(event, stretch)
    _cite(event, cites)
    avoid = hints.avoid(event, cites)
    return FeedbackBody(
        title=_title(event, name),
        given=request,
        speaker=event.speaker.name,
        listener=event.listener.name,
        opener=said.opener,
        observation=Observation(situation=event.scene.opening, behaviour=said.behaviour),
        impact=event.impact.field,
        intent_question=said.intent,
        strength=event.account.strength,
        stretch=stretch,
        belief_line=said.belief,
        invitation=said.invitation,
        support_offer=said.support,
        spoken=said.spoken,
        written=said.written,
        alternatives=said.alternatives,
        check_before_saying=hints.check_first(event),
        avoid_saying=avoid,
        goal_ref=event.goal.id if event.goal and stretch else None,
        source_refs=tuple(source.passage_id for source in cites.sources()),
    )


def _title(event: Event, name: str) -> str:
    what = {
        Aim.REINFORCE: "what to keep",
        Aim.STRETCH: "one thing to change",
        Aim.BOTH: "what to keep and one thing to change",
    }
    aim = event.request.aim
    if aim is Aim.BOTH and not event.account.strength:
        aim = Aim.STRETCH
    return f"Feedback for {name}: {what[aim]}"


def _cite(event: Event, cites: Citations) -> None:
    words = f"{event.request.behaviour} {event.request.impact}"
    cites.cite("situation_behaviour_impact", words, "how it is told")
    if event.account.strength:
        cites.cite("process_praise", words, "the strength")
    if event.account.hard and event.request.aim is not Aim.REINFORCE:
        cites.cite(event.account.hard.note, words, "the change")
    elif event.request.aim is not Aim.REINFORCE:
        cites.cite("feedforward", words, "the change")
    if not event.account.strength:
        cites.cite("feedback_harm", words, "what to be careful about")
