"""The tables of what people write for themselves. A column that holds a field of a value has its name."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from assistant.adapters.records.tables import Table


class EntryRow(Table):
    """A page as a whole; its words are in its versions."""

    __tablename__ = "entries"
    __table_args__ = (Index(None, "owner_id", "role"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    owner_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    role: Mapped[str]
    pair_id: Mapped[str | None] = mapped_column(ForeignKey("pairs.id", ondelete="SET NULL"), index=True)
    newest: Mapped[int]


class EntryVersionRow(Table):
    __tablename__ = "entry_versions"
    entry_id: Mapped[str] = mapped_column(ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    text: Mapped[str]
    digest: Mapped[str]
    """Of its words: what was granted is these and no others."""
    on: Mapped[date]
    changed_at: Mapped[datetime]


class GrantRow(Table):
    __tablename__ = "grants"
    __table_args__ = (
        ForeignKeyConstraint(
            ["entry_id", "version"], ["entry_versions.entry_id", "entry_versions.version"], ondelete="CASCADE"
        ),
        Index(None, "entry_id", "version"),
        Index(None, "pair_id"),
        Index(None, "owner_id"),
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    entry_id: Mapped[str]
    version: Mapped[int]
    owner_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    role: Mapped[str]
    pair_id: Mapped[str] = mapped_column(ForeignKey("pairs.id", ondelete="CASCADE"))
    excerpt: Mapped[str]
    digest: Mapped[str]
    use_in_drafts: Mapped[bool]
    granted_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class DigestRow(Table):
    __tablename__ = "digests"
    __table_args__ = (Index(None, "pair_id"), Index(None, "owner_id"))
    id: Mapped[str] = mapped_column(primary_key=True)
    owner_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    role: Mapped[str]
    pair_id: Mapped[str] = mapped_column(ForeignKey("pairs.id", ondelete="CASCADE"))
    points: Mapped[list[dict[str, Any]]]
    use_in_drafts: Mapped[bool]
    changed_at: Mapped[datetime]
    released_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


class ShownPromptRow(Table):
    __tablename__ = "shown_prompts"
    __table_args__ = (Index(None, "owner_id", "role", "at"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    owner_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    role: Mapped[str]
    position: Mapped[int]
    text: Mapped[str]
    technique: Mapped[str]
    stage: Mapped[str]
    depth: Mapped[str]
    at: Mapped[datetime]
    answered: Mapped[str]
    entry_id: Mapped[str | None] = mapped_column(ForeignKey("entries.id", ondelete="CASCADE"), index=True)


class ThreadRow(Table):
    __tablename__ = "threads"
    __table_args__ = (Index(None, "owner_id", "role", "changed_at"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    owner_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    role: Mapped[str]
    pair_id: Mapped[str | None] = mapped_column(ForeignKey("pairs.id", ondelete="SET NULL"), index=True)
    title: Mapped[str]
    changed_at: Mapped[datetime]


class MessageRow(Table):
    __tablename__ = "messages"
    __table_args__ = (Index(None, "thread_id", "position"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    thread_id: Mapped[str] = mapped_column(ForeignKey("threads.id", ondelete="CASCADE"))
    position: Mapped[int]
    asked: Mapped[str]
    answer: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    blocked: Mapped[bool]
    at: Mapped[datetime]


class ChoiceRow(Table):
    """What somebody decided about their own words; without a row it is no."""

    __tablename__ = "choices"
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    may_leave: Mapped[bool]
