"""Goals and the record of a meeting on the command line."""

from datetime import date, timedelta

import pytest

from tests.test_cli import Line, line, trial

__all__ = ["line", "trial"]

LEVELS = ("--level", "-1=I speak once", "--level", "0=I speak twice", "--level", "1=I speak three times")


def added(line: Line, trial: str, text: str, *more: str) -> str:
    return str(line("goal", "add", trial, text, "--as", "Ben", *LEVELS, *more, "--json").data["id"])


def test_goals_are_added_listed_rated_checked_and_summed_up(line: Line, trial: str) -> None:
    speak, write = added(line, trial, "Speak up"), added(line, trial, "Write my portfolio")
    assert [one["id"] for one in line("goal", "list", trial, "--as", "Ana", "--json").data] == [speak, write]
    for wanted, level, on in ((speak, "1", "2026-01-05"), (write, "0", "2026-01-06")):
        line("goal", "rate", trial, wanted, "--as", "Ben", "--level", level, "--on", on, "--json")
    told = line("goal", "score", trial, "--as", "Ana", "--owner", "Ben", "--json").data
    assert [(one["on"], round(one["score"], 2)) for one in told["scores"]] == [("2026-01-06", 56.2)]
    assert "no test and no mark" in told["note"]
    weighed = line("goal", "score", trial, "--as", "Ben", "--weight", f"{speak}=2", "--json").data
    assert round(weighed["scores"][0]["score"], 2) == 58.03
    checked = line("goal", "check", trial, speak, "--as", "Ben", "--json").data
    assert [one["code"] for one in checked[0]["checks"]] == [f"GO-{number}" for number in range(1, 7)]
    assert all(one["pass"] for one in checked[0]["checks"])


def test_what_a_person_reads_is_plain(line: Line, trial: str) -> None:
    added(line, trial, "Stop being late")
    assert "in its place?" in line("goal", "check", trial, "--as", "Ben").out
    assert "Stop being late" in line("goal", "list", trial, "--as", "Ben").out
    assert "needs 2 goals" in line("goal", "score", trial, "--as", "Ben").out


def test_a_private_goal_is_its_owners_alone(line: Line, trial: str) -> None:
    added(line, trial, "Sleep more", "--private")
    assert line("goal", "list", trial, "--as", "Ana", "--json").data == []
    assert len(line("goal", "list", trial, "--as", "Ben", "--json").data) == 1


def test_a_record_holds_all_of_the_three_minutes(line: Line, trial: str) -> None:
    next_on = str(date.today() + timedelta(days=14))
    ran = line(
        *("record", trial, "--as", "Ana", "--happened", "Ben spoke up in class.", "--agreed", "Two pages"),
        *("--learned", "He likes drawings", "--useful", "8", "--next", next_on, "--keep-out"),
        *(
            "--commitment",
            "Ben: write two pages by 2027-05-31",
            "--commitment",
            "Ana: send an example",
            "--json",
        ),
    )
    told = ran.data
    assert (told["learned"], told["use_next"], told["next_on"]) == ("He likes drawings", False, next_on)
    assert list(told["usefulness"].values()) == [8]
    assert [(one["text"], one["due"]) for one in told["commitments"]] == [
        ("write two pages", "2027-05-31"),
        ("send an example", None),
    ]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("write two pages", "is no commitment"),
        ("Zoe: write two pages", "is not known here"),
        ("Ben: write by 2027-99-99", "is not a date"),
        ("Ben: x", "at least 2 characters"),
    ],
)
def test_nothing_is_half_stored(line: Line, trial: str, typed: str, says: str) -> None:
    line("record", trial, "--as", "Ana", "--happened", "We met.", "--commitment", typed).refused(2, says)
    kept = line("pair", "show", trial, "--as", "Ana", "--json").data
    assert (kept["sessions"], kept["commitments"]) == ([], [])


def test_a_record_names_strengths_and_adds_none(line: Line, trial: str) -> None:
    assert "Speaks up" in line("record", trial, "--as", "Ana", "--happened", "Ben spoke up in class.").out
    assert line("pair", "show", trial, "--as", "Ana", "--json").data["strengths"] == []


def test_the_older_names_still_work(line: Line, trial: str) -> None:
    made = line("pair", "goal", trial, "Speak up", "--as", "Ben", "--json").data
    line("pair", "rate", trial, made["id"], "--as", "Ben", "--level", "0", "--json")
    assert (
        line("pair", "session", trial, "--as", "Ana", "--happened", "We met.", "--json").data["number"] == 1
    )
