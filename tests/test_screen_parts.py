"""What the page is made of, without a page."""

import re
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from assistant.domain.agenda import Lead
from assistant.domain.facts import Phase
from assistant.domain.feedback import Aim, Channel
from assistant.domain.goals import LEVELS, GoalStatus
from assistant.domain.material import FileFormat, MaterialStatus
from assistant.domain.meetings import Mode
from assistant.domain.notes import EvidenceGrade, NoteType, Origin
from assistant.domain.people import Form, Person, Role
from assistant.errors import InputError, ModelError, ModelFault
from assistant.screens import entry, gap_list, pictures, plain, quality, versions
from assistant.screens.arriving import Arriving

ROOT = Path(__file__).parent.parent


def test_every_word_of_the_domain_has_plain_words() -> None:
    for words, known in (
        (plain.ROLES, Role),
        (plain.FORMS, Form),
        (plain.MODES, Mode),
        (plain.PHASES, Phase),
        (plain.AIMS, Aim),
        (plain.CHANNELS, Channel),
        (plain.DONE, Channel),
        (plain.LEADS, Lead),
        (plain.GOAL_STATES, GoalStatus),
        (plain.GRADES, EvidenceGrade),
        (plain.NOTE_TYPES, NoteType),
        (plain.ORIGINS, Origin),
        (plain.READERS, Role),
        (plain.FILE_FORMATS, FileFormat),
        (plain.MATERIAL_STATES, MaterialStatus),
    ):
        assert set(words) == set(known)
    assert set(plain.LEVELS) == set(LEVELS)


def test_every_check_that_code_can_make_has_plain_words() -> None:
    sources = [ROOT / "assistant/checks.py", ROOT / "assistant/drafting.py"]
    sources += (ROOT / "assistant/kinds").rglob("*.py")
    codes = {code for path in sources for code in re.findall(r'"((?:GE|AG|FB)-\d+)"', path.read_text())}
    assert len(codes) > 20
    assert codes <= set(quality.WORDS)


def test_typed_values_are_refused_in_the_words_of_the_form() -> None:
    with pytest.raises(InputError, match="Your name: please stay within 80 characters"):
        entry.made(Person, {"name": "Your name"}, id="", programme_id="", name="x" * 81)
    with pytest.raises(InputError, match="Your name: please write something"):
        entry.made(Person, {"name": "Your name"}, id="", programme_id="", name="")


@pytest.mark.parametrize(
    ("gap", "place"),
    [
        ("No goal yet: what would Ana like to be different by the end?", "Goals"),
        ('"speak up on the date" was never rated; ask Ana where it stands today.', "Goals"),
        ("No strength of Ana with a moment that shows it is on record yet; write down one.", "Strengths"),
        ("No date is fixed for the meeting after this one; agree one before you part.", "Sessions"),
        ("I do not know whom to call if somebody is upset; add your contact line.", "People"),
        ("Nobody has added a talking point yet; ask what should not be missed.", "Talking points"),
        ('I found no practice note close to "goals in chess", so no note backs that part.', None),
    ],
)
def test_a_gap_leads_to_the_place_where_it_is_filled(gap: str, place: str | None) -> None:
    assert gap_list.place_for(gap) == place


def test_what_changed_between_two_versions() -> None:
    old = {"title": "A", "items": [{"label": "x", "questions": ["One?"], "order": 1}]}
    new = {"title": "A", "items": [{"label": "x", "questions": ["Two?", "Three?"], "order": 2}]}
    assert list(versions.differences(old, new)) == [
        ("Item 1, question 1", "One?", "Two?"),
        ("Item 1, question 2", "", "Three?"),
    ]


def test_pictures_hold_their_numbers_and_nothing_typed() -> None:
    svg = pictures.minutes_svg([5, 30, 10])
    assert svg.count("<rect") == 3
    assert "2: 30 min" in svg


def ended(work: Callable[[Arriving[int]], None]) -> Arriving[int]:
    arriving = Arriving(work)
    arriving.join(10)
    assert not arriving.running
    return arriving


def test_the_newest_value_is_kept_and_all_are_counted() -> None:
    def work(arriving: Arriving[int]) -> None:
        for value in (1, 2, 3):
            arriving.report(value)

    done = ended(work)
    assert (done.latest, done.count, done.fault) == (3, 3, None)


def test_work_that_is_stopped_ends_without_a_fault() -> None:
    started = Event()

    def work(arriving: Arriving[int]) -> None:
        while True:
            arriving.report_or_stop(1)
            started.set()

    arriving = Arriving(work)
    assert started.wait(10)
    arriving.stop()
    arriving.join(10)
    assert not arriving.running
    assert arriving.fault is None


def test_a_known_fault_is_kept_for_the_reader() -> None:
    def work(arriving: Arriving[int]) -> None:
        raise ModelError(ModelFault.BUSY, "busy")

    assert str(ended(work).fault) == "busy"
