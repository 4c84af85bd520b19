"""What the core asks of the records: everything people have written down."""

from typing import Protocol

from assistant.domain.access import Principal, Purpose
from assistant.domain.drafts import Draft
from assistant.domain.facts import Facts
from assistant.domain.goals import Goal, Rating
from assistant.domain.meetings import Commitment, Session, TalkingPoint
from assistant.domain.people import Pair, Person, Programme
from assistant.domain.strengths import Strength
from assistant.ports.journal import JournalRecords
from assistant.ports.materials import MaterialRecords
from assistant.ports.safety import SafetyRecords


class Records(JournalRecords, MaterialRecords, SafetyRecords, Protocol):
    """What people have written down, behind the policy of assistant/access.py.

    Every method that touches somebody's words is told who asks (`principal`) and what for
    (`purpose`), and raises AccessError for what is not there or not theirs. A new thing may come
    with an empty id; what is returned is what was stored. Each method is one transaction: it
    happens whole or not at all. `seen` is the value as it was read: when somebody else changed it
    since, ConflictError is raised and nothing is stored.
    """

    # Before anybody is asking.

    def actors(self) -> list[Person]:
        """Every active person of every programme: the stand-in for a login, until there is one."""
        ...

    def found(self, programme: Programme, person: Person) -> Person:
        """Start a programme with its first person, who must be a coordinator to add the others."""
        ...

    def state(self, key: str) -> str | None:
        """A fact about this system, never about a person, for instance the index generation."""
        ...

    def set_state(self, key: str, value: str) -> None: ...

    # The programme and who meets whom.

    def programme(self, principal: Principal, purpose: Purpose) -> Programme: ...

    def save_programme(self, principal: Principal, purpose: Purpose, programme: Programme) -> Programme: ...

    def people(self, principal: Principal, purpose: Purpose) -> list[Person]:
        """Everyone for staff; oneself and one's partners for the others."""
        ...

    def save_person(self, principal: Principal, purpose: Purpose, person: Person) -> Person: ...

    def pairs(self, principal: Principal, purpose: Purpose, *, closed: bool = False) -> list[Pair]:
        """The programme's pairs for a coordinator, one's own for the others; closed ones on request."""
        ...

    def pair(self, principal: Principal, purpose: Purpose, pair_id: str) -> Pair: ...

    def save_pair(
        self, principal: Principal, purpose: Purpose, pair: Pair, *, seen: Pair | None = None
    ) -> Pair:
        """Who belongs is checked against the form. Names are those of the people, not of the members."""
        ...

    def close_pair(self, principal: Principal, purpose: Purpose, pair_id: str) -> Pair: ...

    # What a pair works on.

    def goals(self, principal: Principal, purpose: Purpose, pair_id: str) -> list[Goal]:
        """The shared ones and, except for PREPARE_PAIR, one's own private ones."""
        ...

    def save_goal(
        self, principal: Principal, purpose: Purpose, pair_id: str, goal: Goal, *, seen: Goal | None = None
    ) -> Goal:
        """Words that are new and not the owner's are stored unconfirmed, whatever `confirmed` says.

        Ratings are only ever added to; a rating of the same day replaces it.
        """
        ...

    def rate_goal(
        self, principal: Principal, purpose: Purpose, pair_id: str, goal_id: str, rating: Rating
    ) -> Goal: ...

    def delete_goal(self, principal: Principal, purpose: Purpose, pair_id: str, goal_id: str) -> None: ...

    def strengths(self, principal: Principal, purpose: Purpose, pair_id: str) -> list[Strength]: ...

    def save_strength(
        self, principal: Principal, purpose: Purpose, pair_id: str, strength: Strength
    ) -> Strength:
        """Adds the evidence to what is there; a strength of the same person and name is the same one.

        A private strength and a shared one of the same name are two.
        """
        ...

    def delete_strength(
        self, principal: Principal, purpose: Purpose, pair_id: str, strength_id: str
    ) -> None: ...

    def commitments(self, principal: Principal, purpose: Purpose, pair_id: str) -> list[Commitment]:
        """The open ones first, by due day."""
        ...

    def save_commitment(
        self,
        principal: Principal,
        purpose: Purpose,
        pair_id: str,
        commitment: Commitment,
        *,
        seen: Commitment | None = None,
    ) -> Commitment: ...

    def delete_commitment(
        self, principal: Principal, purpose: Purpose, pair_id: str, commitment_id: str
    ) -> None: ...

    # Meetings.

    def sessions(
        self, principal: Principal, purpose: Purpose, pair_id: str, limit: int | None = None
    ) -> list[Session]:
        """The newest `limit`, oldest of them first. A coordinator sees when they were, not their words."""
        ...

    def save_session(
        self,
        principal: Principal,
        purpose: Purpose,
        pair_id: str,
        session: Session,
        *,
        seen: Session | None = None,
    ) -> Session:
        """Usefulness is merged: a rating that is not given stays as it was."""
        ...

    def delete_session(
        self, principal: Principal, purpose: Purpose, pair_id: str, session_id: str
    ) -> None: ...

    def talking_points(self, principal: Principal, purpose: Purpose, pair_id: str) -> list[TalkingPoint]: ...

    def save_talking_point(
        self, principal: Principal, purpose: Purpose, pair_id: str, point: TalkingPoint
    ) -> TalkingPoint:
        """Everyone speaks for themselves: `by` must be the principal."""
        ...

    def delete_talking_point(
        self, principal: Principal, purpose: Purpose, pair_id: str, point_id: str
    ) -> None: ...

    # Drafts.

    def drafts(
        self, principal: Principal, purpose: Purpose, pair_id: str, limit: int | None = None
    ) -> list[Draft]:
        """The newest version of each draft this reader may see, newest draft first, at most `limit`."""
        ...

    def draft(
        self, principal: Principal, purpose: Purpose, draft_id: str, version: int | None = None
    ) -> Draft:
        """The newest version unless one is named; without the mentor sheet unless it is the reader's."""
        ...

    def versions(self, principal: Principal, purpose: Purpose, draft_id: str) -> list[Draft]: ...

    def save_draft(self, principal: Principal, purpose: Purpose, draft: Draft) -> Draft:
        """Adds one version, the next after the newest; any other number raises ConflictError.

        Its author and its readers stay those of version 1, and the mentor sheet that an editor
        cannot see is carried over untouched.
        """
        ...

    def facts(
        self,
        principal: Principal,
        purpose: Purpose,
        pair_id: str,
        *,
        sessions: int = 12,
        remaking: str | None = None,
    ) -> Facts:
        """What an agenda may stand on, as far as this reader may see it for this purpose.

        Without the words of sessions that say `use_next=False`. For PREPARE_PAIR with what others
        show this reader and let be used, after the talking points; in a group, without it.

        `remaking` is the draft that is being made again, which is not its own predecessor.
        """
        ...
