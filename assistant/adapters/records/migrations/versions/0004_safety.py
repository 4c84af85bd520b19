"""How a programme looks after safety, that a support card was shown, and which helplines were looked up."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _protocols()
    _events()
    _line_checks()


def downgrade() -> None:
    raise NotImplementedError("who was told of what would be lost: put back a backup instead")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _list(name: str) -> sa.Column[list[str]]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _of(name: str, target: str, *, key: bool = False, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), sa.ForeignKey(f"{target}.id"), primary_key=key, nullable=null)


def _protocols() -> None:
    op.create_table(
        "safety_protocols",
        _of("programme_id", "programmes", key=True),
        _text("mode"),
        _flag("with_minors"),
        _text("country"),
        _list("lead_ids"),
        _list("deputy_ids"),
        _text("outside_contact"),
        _number("keep_days"),
    )


def _events() -> None:
    op.create_table(
        "safety_events",
        sa.Column("id", sa.Text(), primary_key=True),
        _of("programme_id", "programmes"),
        _of("owner_id", "people"),
        _text("role"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _list("categories"),
        _number("severity"),
        _list("rule_ids"),
        _text("rules_version"),
        _text("card"),
        _text("surface"),
        _list("excluded_ids"),
        _flag("disputed"),
        _flag("asked_for"),
        _text("state"),
        _of("handled_by", "people", null=True),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index(None, "safety_events", ["owner_id", "role", "at"])
    op.create_index(None, "safety_events", ["programme_id", "at"])


def _line_checks() -> None:
    op.create_table(
        "line_checks",
        _of("programme_id", "programmes", key=True),
        sa.Column("line_id", sa.Text(), primary_key=True),
        sa.Column("on", sa.Date(), nullable=False),
        _of("by_id", "people"),
    )
