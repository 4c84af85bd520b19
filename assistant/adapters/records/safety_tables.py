"""The tables of safeguarding. None of them holds a word that somebody wrote."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from assistant.adapters.records.tables import Table


class ProtocolRow(Table):
    __tablename__ = "safety_protocols"
    programme_id: Mapped[str] = mapped_column(ForeignKey("programmes.id"), primary_key=True)
    mode: Mapped[str]
    with_minors: Mapped[bool]
    country: Mapped[str]
    lead_ids: Mapped[list[str]]
    deputy_ids: Mapped[list[str]]
    outside_contact: Mapped[str]
    keep_days: Mapped[int]


class SafetyEventRow(Table):
    __tablename__ = "safety_events"
    __table_args__ = (Index(None, "owner_id", "role", "at"), Index(None, "programme_id", "at"))
    id: Mapped[str] = mapped_column(primary_key=True)
    programme_id: Mapped[str] = mapped_column(ForeignKey("programmes.id"))
    owner_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    role: Mapped[str]
    at: Mapped[datetime]
    categories: Mapped[list[str]]
    severity: Mapped[int]
    rule_ids: Mapped[list[str]]
    rules_version: Mapped[str]
    card: Mapped[str]
    surface: Mapped[str]
    excluded_ids: Mapped[list[str]]
    disputed: Mapped[bool]
    asked_for: Mapped[bool]
    state: Mapped[str]
    handled_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    handled_at: Mapped[datetime | None]


class LineCheckRow(Table):
    __tablename__ = "line_checks"
    programme_id: Mapped[str] = mapped_column(ForeignKey("programmes.id"), primary_key=True)
    line_id: Mapped[str] = mapped_column(primary_key=True)
    on: Mapped[date]
    by_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
