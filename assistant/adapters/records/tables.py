"""The tables. A column that holds a field of a value has that field's name."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    MetaData,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, synonym


class UTCDateTime(TypeDecorator[datetime]):
    """A moment, always with its zone: a naive one is refused, and what comes back is in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Table(DeclarativeBase):
    """Every constraint has a name by rule, so that a migration can change it on SQLite too."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        str: Text,
        datetime: UTCDateTime,
        list[str]: JSON,
        dict[str, Any]: JSON,
        list[dict[str, Any]]: JSON,
    }


class StateRow(Table):
    __tablename__ = "state"
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class ProgrammeRow(Table):
    __tablename__ = "programmes"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    rules: Mapped[list[str]]
    support_contact: Mapped[str]
    planned_sessions: Mapped[int | None]


class PersonRow(Table):
    __tablename__ = "people"
    id: Mapped[str] = mapped_column(primary_key=True)
    programme_id: Mapped[str] = mapped_column(ForeignKey("programmes.id"), index=True)
    name: Mapped[str]
    roles: Mapped[list[str]]
    active: Mapped[bool]


class PairRow(Table):
    __tablename__ = "pairs"
    id: Mapped[str] = mapped_column(primary_key=True)
    programme_id: Mapped[str] = mapped_column(ForeignKey("programmes.id"), index=True)
    position: Mapped[int]
    form: Mapped[str]
    name: Mapped[str]
    planned_sessions: Mapped[int | None]
    access_needs: Mapped[list[str]]
    active: Mapped[bool]


class MemberRow(Table):
    __tablename__ = "members"
    pair_id: Mapped[str] = mapped_column(ForeignKey("pairs.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    role: Mapped[str]
    position: Mapped[int]


class StrengthRow(Table):
    __tablename__ = "strengths"
    id: Mapped[str] = mapped_column(primary_key=True)
    pair_id: Mapped[str] = mapped_column(ForeignKey("pairs.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    name: Mapped[str]
    shared: Mapped[bool]


class EvidenceRow(Table):
    __tablename__ = "evidence"
    id: Mapped[int] = mapped_column(primary_key=True)
    strength_id: Mapped[str] = mapped_column(ForeignKey("strengths.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
    on: Mapped[date | None]
    noticed_by: Mapped[str]


class GoalRow(Table):
    __tablename__ = "goals"
    id: Mapped[str] = mapped_column(primary_key=True)
    pair_id: Mapped[str] = mapped_column(ForeignKey("pairs.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    owner_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    text: Mapped[str]
    why_it_matters: Mapped[str]
    strength_id: Mapped[str | None] = mapped_column(
        ForeignKey("strengths.id", ondelete="SET NULL"), index=True
    )
    levels: Mapped[dict[str, Any]]
    evidence_of_success: Mapped[str]
    due: Mapped[date | None]
    first_step: Mapped[str]
    obstacle: Mapped[str]
    if_then: Mapped[str]
    shared: Mapped[bool]
    confirmed: Mapped[bool]
    status: Mapped[str]


class RatingRow(Table):
    __tablename__ = "ratings"
    goal_id: Mapped[str] = mapped_column(ForeignKey("goals.id", ondelete="CASCADE"), primary_key=True)
    on: Mapped[date] = mapped_column(primary_key=True)
    level: Mapped[int]


class CommitmentRow(Table):
    __tablename__ = "commitments"
    __table_args__ = (Index(None, "pair_id", "status"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    pair_id: Mapped[str] = mapped_column(ForeignKey("pairs.id", ondelete="CASCADE"))
    position: Mapped[int]
    owner_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    text: Mapped[str]
    due: Mapped[date | None]
    status: Mapped[str]


class SessionRow(Table):
    __tablename__ = "sessions"
    __table_args__ = (UniqueConstraint("pair_id", "number"), Index(None, "pair_id", "on", "number"))
    id: Mapped[str] = mapped_column(primary_key=True)
    pair_id: Mapped[str] = mapped_column(ForeignKey("pairs.id", ondelete="CASCADE"))
    number: Mapped[int]
    on: Mapped[date]
    minutes: Mapped[int | None]
    mode: Mapped[str]
    missed: Mapped[bool]
    happened: Mapped[str]
    agreed: Mapped[str]
    next_on: Mapped[date | None]
    learned: Mapped[str]
    use_next: Mapped[bool]


class UsefulnessRow(Table):
    __tablename__ = "usefulness"
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    score: Mapped[int]


class TalkingPointRow(Table):
    __tablename__ = "talking_points"
    id: Mapped[str] = mapped_column(primary_key=True)
    pair_id: Mapped[str] = mapped_column(ForeignKey("pairs.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    text: Mapped[str]


class DraftRow(Table):
    """A draft as a whole; what its newest version says of itself is repeated here to be found by."""

    __tablename__ = "drafts"
    __table_args__ = (
        Index(None, "pair_id", "kind", "created_at"),
        Index(None, "author_id", "kind", "created_at"),
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    pair_id: Mapped[str | None] = mapped_column(ForeignKey("pairs.id", ondelete="CASCADE"))
    kind: Mapped[str]
    author_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    author_role: Mapped[str]
    owner_id: Mapped[str] = synonym("author_id")
    role: Mapped[str] = synonym("author_role")
    newest: Mapped[int]
    status: Mapped[str]
    created_at: Mapped[datetime]
    entry_id: Mapped[str | None] = mapped_column(ForeignKey("entries.id", ondelete="CASCADE"), index=True)
    """The page of a journal it was made from, whose words it holds: they go together."""


class ReaderRow(Table):
    __tablename__ = "readers"
    draft_id: Mapped[str] = mapped_column(ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)


class VersionRow(Table):
    __tablename__ = "versions"
    draft_id: Mapped[str] = mapped_column(ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[dict[str, Any]]


class MaterialRow(Table):
    """A document as a whole. No version number is used twice, so that an old citation never meets new words."""

    __tablename__ = "materials"
    id: Mapped[str] = mapped_column(primary_key=True)
    programme_id: Mapped[str] = mapped_column(ForeignKey("programmes.id"))
    newest: Mapped[int]


_HERE, _PUBLISHED = text("status <> 'withdrawn'"), text("status = 'published'")


class MaterialVersionRow(Table):
    """One version of a document, without its passages."""

    __tablename__ = "material_versions"
    __table_args__ = (
        Index(None, "programme_id"),
        # The same bytes are here once, and one version of a document is the published one.
        Index(None, "programme_id", "digest", unique=True, sqlite_where=_HERE, postgresql_where=_HERE),
        Index(None, "id", unique=True, sqlite_where=_PUBLISHED, postgresql_where=_PUBLISHED),
    )
    id: Mapped[str] = mapped_column(ForeignKey("materials.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[str] = mapped_column(ForeignKey("programmes.id"))
    title: Mapped[str]
    author: Mapped[str]
    licence: Mapped[str]
    audience: Mapped[list[str]]
    file_name: Mapped[str]
    format: Mapped[str]
    digest: Mapped[str]
    status: Mapped[str]
    pages: Mapped[int | None]
    words: Mapped[int]
    size: Mapped[int]
    """Bytes of its text."""
    remarks: Mapped[list[dict[str, Any]]]
    added_by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    added_at: Mapped[datetime]


class PassageRow(Table):
    __tablename__ = "passages"
    __table_args__ = (
        ForeignKeyConstraint(
            ["material_id", "version"],
            ["material_versions.id", "material_versions.version"],
            ondelete="CASCADE",
        ),
        Index(None, "material_id", "version", "position"),
    )
    id: Mapped[str] = mapped_column(primary_key=True)
    material_id: Mapped[str]
    version: Mapped[int]
    position: Mapped[int]
    heading: Mapped[str]
    text: Mapped[str]
