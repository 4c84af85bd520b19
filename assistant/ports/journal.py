"""What the core asks of the records about the things people write for themselves."""

from datetime import datetime
from typing import Protocol

from assistant.domain.access import Principal, Purpose
from assistant.domain.conversation import Message, Thread
from assistant.domain.drafts import Draft
from assistant.domain.journal import Answered, Digest, Entry, Grant, Shown, ShownPrompt


class JournalRecords(Protocol):
    """Journals, what is shown of them, and conversations. The rules of `Records` hold here too.

    Everything here is its owner's, in the role it was made in. Others of the pair reach only `shown`
    and a released digest; staff reach nothing, not even that something is there.
    """

    # Entries.

    def entries(
        self,
        principal: Principal,
        purpose: Purpose,
        *,
        since: datetime | None = None,
        limit: int | None = None,
    ) -> list[Entry]:
        """One's own in this role, the newest day first; the newest version of each.

        `since`: only those written or changed since.
        """
        ...

    def entry(
        self, principal: Principal, purpose: Purpose, entry_id: str, version: int | None = None
    ) -> Entry: ...

    def save_entry(
        self, principal: Principal, purpose: Purpose, entry: Entry, *, seen: Entry | None = None
    ) -> Entry:
        """Committed when this returns. A version that was ever granted stays; the words go into the next.

        `seen` is the entry as it was read: when it was written or deleted elsewhere since,
        ConflictError, and both texts are kept by whoever asks. Saving what is stored already is no
        conflict and changes nothing, so a save may be tried again.
        """
        ...

    def delete_entry(self, principal: Principal, purpose: Purpose, entry_id: str) -> None:
        """With its versions, all leave to read it, and the prompts and drafts that were made from it."""
        ...

    # What is shown.

    def grants(self, principal: Principal, purpose: Purpose, entry_id: str | None = None) -> list[Grant]:
        """One's own, the newest first, those that ended too."""
        ...

    def grant(self, principal: Principal, purpose: Purpose, grant: Grant) -> Grant:
        """Raises InputError when the passage does not stand in that version or the pair is closed.

        It lasts 180 days at most, and takes the place of what was granted of the same passage.
        """
        ...

    def revoke(self, principal: Principal, purpose: Purpose, grant_id: str) -> Grant:
        """Nobody can read by it from this moment. Revoking twice is no error."""
        ...

    def shown(self, principal: Principal, purpose: Purpose, pair_id: str) -> list[Shown]:
        """What others of the pair show this reader now, by effective grants alone, the newest first.

        Only a mentor (between peers, the other one) is a reader; anybody else gets AccessError.
        """
        ...

    # Digests.

    def digest(self, principal: Principal, purpose: Purpose, pair_id: str) -> Digest | None:
        """One's own that is not released yet, else the newest one; None when there is none."""
        ...

    def save_digest(self, principal: Principal, purpose: Purpose, digest: Digest) -> Digest:
        """Before its release; a released one is never changed. One at a time is being written for a pair."""
        ...

    def delete_digest(self, principal: Principal, purpose: Purpose, digest_id: str) -> None:
        """A released one is withdrawn by it too."""
        ...

    def release_digest(self, principal: Principal, purpose: Purpose, digest_id: str) -> Digest: ...

    def withdraw_digest(self, principal: Principal, purpose: Purpose, digest_id: str) -> Digest: ...

    def released(self, principal: Principal, purpose: Purpose, pair_id: str) -> list[Digest]:
        """Released to this reader and not withdrawn, the newest first; points without where they are from."""
        ...

    # Prompts that were shown, and drafts for oneself alone.

    def shown_prompts(
        self, principal: Principal, purpose: Purpose, *, since: datetime | None = None, limit: int = 200
    ) -> list[ShownPrompt]: ...

    def add_shown_prompts(
        self, principal: Principal, purpose: Purpose, prompts: list[ShownPrompt]
    ) -> list[ShownPrompt]: ...

    def answer_prompt(
        self, principal: Principal, purpose: Purpose, prompt_id: str, answered: Answered
    ) -> ShownPrompt: ...

    def own_drafts(
        self, principal: Principal, purpose: Purpose, kind: str, limit: int | None = None
    ) -> list[Draft]:
        """Drafts without a pair: they are their author's alone (visibility is empty). Newest version of each."""
        ...

    def delete_draft(self, principal: Principal, purpose: Purpose, draft_id: str) -> None:
        """One of one's own without a pair, with all its versions."""
        ...

    # Conversations.

    def threads(self, principal: Principal, purpose: Purpose, limit: int | None = None) -> list[Thread]:
        """One's own in this role, the newest first, without their messages."""
        ...

    def thread(self, principal: Principal, purpose: Purpose, thread_id: str) -> Thread: ...

    def save_thread(self, principal: Principal, purpose: Purpose, thread: Thread) -> Thread:
        """A new one, or another title or pair. Its messages are saved one at a time."""
        ...

    def save_message(
        self, principal: Principal, purpose: Purpose, thread_id: str, message: Message, *, cut: bool = False
    ) -> Message:
        """Adds it at the end, or replaces the one with its id; `cut` forgets what came after that one."""
        ...

    def delete_message(
        self, principal: Principal, purpose: Purpose, thread_id: str, message_id: str
    ) -> None: ...

    def delete_thread(self, principal: Principal, purpose: Purpose, thread_id: str) -> None: ...

    # What somebody decided about their own words.

    def may_leave(self, principal: Principal, purpose: Purpose) -> bool:
        """May this person's private words go to a language model that runs elsewhere? No, until they say so."""
        ...

    def set_may_leave(self, principal: Principal, purpose: Purpose, allowed: bool) -> bool: ...
