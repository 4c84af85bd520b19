"""Programmes, people, pairs and what they write down."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _people()
    _goals()
    _meetings()
    _drafts()


def downgrade() -> None:
    raise NotImplementedError("there is nothing before the first tables: delete the database instead")


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=null)


def _number(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=null)


def _id(name: str = "id") -> sa.Column[str]:
    return sa.Column(name, sa.Text(), primary_key=True)


def _of(
    name: str, target: str, ondelete: str | None = None, *, key: bool = False, null: bool = False
) -> sa.Column[str]:
    """A column that names a row of another table."""
    there = sa.ForeignKey(f"{target}.id", ondelete=ondelete)
    return sa.Column(name, sa.Text(), there, primary_key=key, nullable=null)


def _of_pair() -> sa.Column[str]:
    return _of("pair_id", "pairs", "CASCADE")


def _index(table: str, *columns: str) -> None:
    op.create_index(None, table, list(columns))


def _people() -> None:
    op.create_table("state", _id("key"), _text("value"))
    op.create_table(
        "programmes",
        _id(),
        _text("name"),
        sa.Column("rules", sa.JSON(), nullable=False),
        _text("support_contact"),
        _number("planned_sessions", null=True),
    )
    op.create_table(
        "people",
        _id(),
        _of("programme_id", "programmes"),
        _text("name"),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
    )
    _index("people", "programme_id")
    op.create_table(
        "pairs",
        _id(),
        _of("programme_id", "programmes"),
        _number("position"),
        _text("form"),
        _text("name"),
        _number("planned_sessions", null=True),
        sa.Column("access_needs", sa.JSON(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
    )
    _index("pairs", "programme_id")
    op.create_table(
        "members",
        _of("pair_id", "pairs", "CASCADE", key=True),
        _of("person_id", "people", key=True),
        _text("role"),
        _number("position"),
    )
    _index("members", "person_id")


def _goals() -> None:
    op.create_table(
        "strengths", _id(), _of_pair(), _number("position"), _of("person_id", "people"), _text("name")
    )
    _index("strengths", "pair_id")
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("strength_id", "strengths", "CASCADE"),
        _text("text"),
        sa.Column("on", sa.Date()),
        _text("noticed_by"),
    )
    _index("evidence", "strength_id")
    op.create_table(
        "goals",
        _id(),
        _of_pair(),
        _number("position"),
        _of("owner_id", "people"),
        _text("text"),
        _text("why_it_matters"),
        _of("strength_id", "strengths", "SET NULL", null=True),
        sa.Column("levels", sa.JSON(), nullable=False),
        _text("evidence_of_success"),
        sa.Column("due", sa.Date()),
        _text("first_step"),
        _text("obstacle"),
        _text("if_then"),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        _text("status"),
    )
    _index("goals", "pair_id")
    _index("goals", "strength_id")
    op.create_table(
        "ratings",
        _of("goal_id", "goals", "CASCADE", key=True),
        sa.Column("on", sa.Date(), primary_key=True),
        _number("level"),
    )


def _meetings() -> None:
    op.create_table(
        "commitments",
        _id(),
        _of_pair(),
        _number("position"),
        _of("owner_id", "people"),
        _text("text"),
        sa.Column("due", sa.Date()),
        _text("status"),
    )
    _index("commitments", "pair_id", "status")
    op.create_table(
        "sessions",
        _id(),
        _of_pair(),
        _number("number"),
        sa.Column("on", sa.Date(), nullable=False),
        _number("minutes", null=True),
        _text("mode"),
        sa.Column("missed", sa.Boolean(), nullable=False),
        _text("happened"),
        _text("agreed"),
        sa.Column("next_on", sa.Date()),
        _text("learned"),
        sa.UniqueConstraint("pair_id", "number"),
    )
    _index("sessions", "pair_id", "on", "number")
    op.create_table(
        "usefulness",
        _of("session_id", "sessions", "CASCADE", key=True),
        _of("person_id", "people", key=True),
        _number("score"),
    )
    op.create_table(
        "talking_points", _id(), _of_pair(), _number("position"), _of("by", "people"), _text("text")
    )
    _index("talking_points", "pair_id")


def _drafts() -> None:
    op.create_table(
        "drafts",
        _id(),
        _of_pair(),
        _text("kind"),
        _of("author_id", "people"),
        _text("author_role"),
        _number("newest"),
        _text("status"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    _index("drafts", "pair_id", "kind", "created_at")
    op.create_table(
        "readers",
        _of("draft_id", "drafts", "CASCADE", key=True),
        _of("person_id", "people", key=True),
    )
    op.create_table(
        "versions",
        _of("draft_id", "drafts", "CASCADE", key=True),
        sa.Column("version", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("content", sa.JSON(), nullable=False),
    )
