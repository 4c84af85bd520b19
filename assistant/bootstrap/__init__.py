"""From settings to a working assistant: every part is built when it is first asked for, once."""

from collections.abc import Callable
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING, Any

from assistant.bootstrap.writing import Writing
from assistant.domain.agenda import AgendaRequest
from assistant.domain.feedback import FeedbackRequest
from assistant.domain.reflection import ReflectionRequest
from assistant.drafting import Drafting
from assistant.guide import Guide
from assistant.guide.desk import OwnDesk, PairDesk
from assistant.indexing import Progress, never, quiet
from assistant.part import part

if TYPE_CHECKING:
    from assistant.answering.talk import Talk
    from assistant.domain.material import Understood
    from assistant.safeguarding.support import Support


class Assistant(Writing):
    """All that the page and the command line work with. A vendor is imported by the part that needs it."""

    @part
    def guide(self) -> Guide:
        # The records come as a question: a file of facts must not open any.
        return Guide(
            [
                PairDesk(self._drafting("agenda"), AgendaRequest, for_all=True),
                PairDesk(self._drafting("feedback"), FeedbackRequest, for_all=False),
                OwnDesk(self._drafting("reflection"), ReflectionRequest, now=_now),
            ],
            lambda: self.records,
            self._phraser,
            self.engine_state,
            self.settings.language,
            notes=lambda: self.retriever,
            shelves=lambda: self.shelves,
        )

    @part
    def support(self) -> "Support":
        """What is shown, and noted, when words may be about somebody's safety."""
        from assistant.helplines import load_helplines
        from assistant.safeguarding.card_words import load_card_words
        from assistant.safeguarding.support import Support

        return Support(
            lambda: self.records,
            lambda: load_card_words(self.settings.prompts_dir),
            lambda: load_helplines(self.settings.knowledge_dir),
            lambda: datetime.now(UTC),
        )

    @part
    def talk(self) -> "Talk":
        """Conversations; without a model that may speak they are composed."""
        from assistant.answering.answers import Answering
        from assistant.answering.talk import Talk
        from assistant.answering.words import load_answers

        words = load_answers(self.settings.prompts_dir)
        answering = Answering(
            self.library, lambda: self.retriever, self._replies, words, lambda: self._meaning
        )
        return Talk(
            answering,
            lambda: self.records,
            self._speaker,
            lambda: self.choice.elsewhere,
            lambda: self.shelves,
            _now,
        )

    def _drafting(self, kind: str) -> Drafting[Any, Any]:
        return Drafting(
            kind=self.kinds[kind],
            library=self.library,
            retriever=self.at_hand,
            replies=self._replies,
            now=_now,
        )

    def read_document(
        self,
        data: bytes,
        file_name: str,
        cancelled: Callable[[], bool] = never,
        progress: Progress = quiet,
    ) -> "Understood":
        """What a file says. Raises InputError with one sentence; nothing has changed then."""
        from assistant.adapters.documents import reader

        return reader.read_document(data, file_name, cancelled=cancelled, progress=progress)

    def read_text(self, text: str, title: str = "", cancelled: Callable[[], bool] = never) -> "Understood":
        """What somebody pasted; lines that begin with # become headings."""
        from assistant.adapters.documents import reader

        return reader.read_text(text, title, cancelled=cancelled)

    def warm(self) -> None:
        """Build what the next click will need. For a thread in the background, after the first paint."""
        self.shelves.background = True  # a page stays; a command would end in the middle
        self.retriever.search("How do I start a first meeting?")
        self.guide, self.talk  # noqa: B018  # asking for a part builds it
        self.chat()

    def close(self) -> None:
        """Let go of the database's connections."""
        records = vars(self).pop("records", None)
        if records is not None:
            records.close()


def _now() -> datetime:
    return datetime.now().astimezone()


_one: Assistant | None = None
_guard = Lock()


def assistant() -> Assistant:
    """The one of this process."""
    global _one
    with _guard:
        if _one is None:
            _one = Assistant()
        return _one


def reset() -> None:
    """Forget it, so that the next call sees changed settings."""
    global _one
    with _guard:
        if _one is not None:
            _one.close()
        _one = None


def warm() -> None:
    assistant().warm()
