"""The reflective prompts somebody was given, so that none comes again too soon."""

from datetime import datetime

from sqlalchemy import select

from assistant.adapters.records.door import next_position
from assistant.adapters.records.journal_tables import EntryRow, ShownPromptRow
from assistant.adapters.records.own import OwnDoor, mine, require_zone
from assistant.adapters.records.rows import fill, storable, stored_id, value_of
from assistant.domain.access import Action, Principal, Purpose, Resource
from assistant.domain.journal import Answered, ShownPrompt
from assistant.errors import AccessError


class PromptsShown(OwnDoor):
    def shown_prompts(
        self, principal: Principal, purpose: Purpose, *, since: datetime | None = None, limit: int = 200
    ) -> list[ShownPrompt]:
        """The newest first; of one moment in the order in which they were given."""
        require_zone(since)
        with self._read() as work:
            self._owner(work, principal, purpose, Action.READ, Resource.PROMPT)
            row = ShownPromptRow
            query = select(row).where(mine(row, principal)).order_by(row.at.desc(), row.position).limit(limit)
            if since is not None:
                query = query.where(row.at >= since)
            return [value_of(ShownPrompt, prompt) for prompt in work.scalars(query)]

    def add_shown_prompts(
        self, principal: Principal, purpose: Purpose, prompts: list[ShownPrompt]
    ) -> list[ShownPrompt]:
        prompts = [prompt.model_copy(update={"id": stored_id(prompt.id)}) for prompt in prompts]
        for prompt in prompts:
            storable(prompt)
            require_zone(prompt.at)
        with self._write() as work:
            me = self._owner(work, principal, purpose, Action.WRITE, Resource.PROMPT)
            position = next_position(
                work, ShownPromptRow.position, ShownPromptRow.owner_id, principal.person_id
            )
            for place, prompt in enumerate(prompts, start=position):
                me.authorise(Action.WRITE, Resource.PROMPT, prompt)
                if prompt.entry_id is not None:
                    me.opened(Action.READ, Resource.ENTRY, work.get(EntryRow, prompt.entry_id))
                if work.get(ShownPromptRow, prompt.id) is not None:
                    raise AccessError
                row = ShownPromptRow(id=prompt.id, position=place)
                fill(row, prompt)
                work.add(row)
            return prompts

    def answer_prompt(
        self, principal: Principal, purpose: Purpose, prompt_id: str, answered: Answered
    ) -> ShownPrompt:
        with self._write() as work:
            me = self._owner(work, principal, purpose, Action.WRITE, Resource.PROMPT)
            row = me.opened(Action.WRITE, Resource.PROMPT, work.get(ShownPromptRow, prompt_id))
            row.answered = answered.value
            return value_of(ShownPrompt, row)
