"""What the core asks of the outside: a model, an embedder, two indexes and the records."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from assistant.domain.access import Principal, Purpose
from assistant.domain.agenda import Facts
from assistant.domain.drafts import Draft
from assistant.domain.goals import Goal, Rating
from assistant.domain.material import Material
from assistant.domain.meetings import Commitment, Session, TalkingPoint
from assistant.domain.notes import Passage
from assistant.domain.people import Pair, Person, Programme, Role
from assistant.domain.strengths import Strength
from assistant.domain.value import Value

if TYPE_CHECKING:  # a fifth of the first page's imports, for the name of a type
    import numpy as np
    from numpy.typing import NDArray

Vectors: TypeAlias = "NDArray[np.float32]"
"""Rows of unit length, one per text."""

CountTokens = Callable[[str], int]


class Turn(Value):
    """One message to a model. `speaker` is "system", "user" or "assistant"."""

    speaker: str
    text: str


class Reply(Value):
    """What came back, and whole: a reply that was cut short is a ModelError instead."""

    text: str
    fields: dict[str, Any] | None = None
    """The parsed JSON object, when a schema was asked for."""
    tokens_sent: int = 0
    tokens_received: int = 0


class ChatModel(Protocol):
    """A language model. Both methods raise ModelError and nothing else.

    `deadline` is the total time in seconds, drips and retries included; `cancelled` is asked
    often and ends the request when it says True.
    """

    @property
    def name(self) -> str: ...

    def complete(
        self,
        turns: Sequence[Turn],
        *,
        schema: Mapping[str, Any] | None = None,
        max_tokens: int = 300,
        deadline: float = 30.0,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Reply: ...

    def stream(
        self,
        turns: Sequence[Turn],
        *,
        max_tokens: int = 300,
        deadline: float = 30.0,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[str]: ...


class Embedder(Protocol):
    """Texts to unit vectors. Two fingerprints that differ never share an index."""

    @property
    def fingerprint(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> Vectors: ...

    def embed_query(self, text: str) -> Vectors:
        """One row; kept in memory, so the same question is embedded once per process."""
        ...

    def knows(self, word: str) -> bool:
        """Whether it reads this word, in lower case, whole; any other it reads in parts, and often wrongly."""
        ...


class PassageScore(Value):
    passage_id: str
    score: float


class VectorIndex(Protocol):
    """Ids and vectors, nothing else. Raises IndexUnavailable."""

    def search(self, vector: Vectors, limit: int) -> list[PassageScore]: ...


class KeywordIndex(Protocol):
    """Words. Scores are BM25, larger is better."""

    def search(self, query: str, limit: int) -> list[PassageScore]: ...


class Records(Protocol):
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

    def edition(self, programme_id: str) -> int:
        """Changes whenever material is published, withdrawn or deleted. One cheap statement."""
        ...

    def indexable(self, programme_id: str, also: tuple[str, int] | None = None) -> list[Material]:
        """For the index alone: every published version, with its passages.

        `also` is the id and version of one that is about to be published.
        """
        ...

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
        """Adds the evidence to what is there; a strength of the same person and name is the same one."""
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

        `remaking` is the draft that is being made again, which is not its own predecessor.
        """
        ...

    # The programme's own material.

    def materials(self, principal: Principal, purpose: Purpose) -> list[Material]:
        """Without passages, newest first. To a reader: what is published for their role.

        For MANAGE_LIBRARY: the newest version of everything, whatever its status, and beside it the
        version that is published and every draft.
        """
        ...

    def material(
        self, principal: Principal, purpose: Purpose, material_id: str, version: int | None = None
    ) -> Material:
        """One version with its passages; unnamed, a reader's published one or a manager's newest.

        A reader may also name a version that was replaced, which older drafts cite.
        """
        ...

    def add_material(self, principal: Principal, purpose: Purpose, material: Material) -> Material:
        """Stored as a draft: version 1 of a new id, or the next version of one that is there.

        Its passages get the ids of that version. InputError when the same file is here already,
        and when the programme has no room left.
        """
        ...

    def publish_material(
        self, principal: Principal, purpose: Purpose, material_id: str, version: int
    ) -> Material:
        """Without passages. The version that was published before is replaced in the same moment."""
        ...

    def withdraw_material(self, principal: Principal, purpose: Purpose, material_id: str) -> Material:
        """No reader sees it from now on, nor what it replaced. A draft of a new version stays."""
        ...

    def delete_material(
        self, principal: Principal, purpose: Purpose, material_id: str, version: int | None = None
    ) -> None:
        """Every trace of its words: of one version, or of all. Drafts that cite it keep their quote."""
        ...

    def material_passages(
        self,
        principal: Principal,
        purpose: Purpose,
        passage_ids: Collection[str],
        *,
        readers: Collection[Role] = (),
        earlier: bool = False,
    ) -> dict[str, tuple[Passage, Material]]:
        """What of these may be read by the principal and by every role in `readers`.

        Only what is published, with `earlier` also what was replaced. Any other id is simply not in
        the answer. The material comes without passages.
        """
        ...
