"""Everything that is known about one event, before it is put into sentences."""

from collections.abc import Sequence
from datetime import date

from assistant.domain.feedback import FeedbackRequest
from assistant.domain.goals import Goal
from assistant.domain.people import Member
from assistant.domain.strengths import Strength
from assistant.domain.value import Value
from assistant.kinds.feedback.account import Account, choose
from assistant.kinds.feedback.impact import Effect
from assistant.kinds.feedback.observed import Seen
from assistant.kinds.feedback.retelling import Cast, Context
from assistant.kinds.feedback.scene import Scene
from assistant.kinds.feedback.wishes import Wished


class Event(Value):
    """Everything that is known about the event, in the words of the draft."""

    request: FeedbackRequest
    speaker: Member
    listener: Member
    cast: Cast
    known: Context
    seed: str
    scene: Scene
    seen: Seen
    account: Account
    impact: Effect
    wished: Wished
    goal: Goal | None
    named: Strength | None
    proven: tuple[Strength, ...]
    occasion: str
    today: date

    @property
    def name(self) -> str:
        return self.listener.name.split()[0]

    def pick(self, options: Sequence[str], salt: str) -> str:
        return options[choose(self.seed, salt, len(options))].replace("{name}", self.name)
