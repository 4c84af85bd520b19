"""The page "Safety" as each of its readers meets it."""

from datetime import date

from streamlit.testing.v1 import AppTest

from assistant.bootstrap import Assistant
from assistant.domain.access import Principal
from assistant.domain.people import Role
from assistant.domain.safety import Mode, Protocol, Surface
from assistant.reading import grade
from assistant.safeguarding.explained import explained, in_one_sentence
from assistant.safeguarding.support import SAFE
from assistant.screens.literal import literal
from tests.test_screens import act_as, button, click, demo, fresh, go, page, principal, texts
from tests.world import SET_UP

__all__ = ["demo", "fresh", "page"]

TONIGHT = "I am going to kill myself tonight, Zyxolite."


def person(assistant: Assistant, name: str, role: Role) -> Principal:
    found = next(one for one in assistant.records.actors() if one.name == name)
    return Principal(person_id=found.id, programme_id=found.programme_id, role=role)


def entrusted(assistant: Assistant, lead: str, deputy: str) -> None:
    ids = {one.name: one.id for one in assistant.records.actors()}
    protocol = Protocol(mode=Mode.ALERT, country="GB", lead_ids=(ids[lead],), deputy_ids=(ids[deputy],))
    assistant.records.save_protocol(principal(assistant, Role.COORDINATOR), SET_UP, protocol)


def seen(page: AppTest, name: str) -> str:
    act_as(page.run(), name)
    return texts(go(page, "safety"))


def test_before_there_is_anybody_it_points_home(page: AppTest) -> None:
    assert "Home page" in texts(go(page.run(), "safety"))


def test_everybody_reads_how_safety_is_looked_after(page: AppTest, demo: Assistant) -> None:
    for name in ("Louise", "Farid", "Marit"):
        shown = seen(page, name)
        assert "Who is told" in shown and "nobody is named yet" in shown
        assert ("how it is set up" in shown) == (name == "Marit")
        assert "For you to look after" not in shown


def test_an_alert_is_seen_answered_and_known_to_the_one_it_is_about(page: AppTest, demo: Assistant) -> None:
    entrusted(demo, "Marit", "Kenji")
    louise = person(demo, "Louise", Role.MENTEE)
    assert "Nothing at the moment" in seen(page, "Marit")
    assert demo.support.look(louise, [TONIGHT], Surface.JOURNAL)
    shown = seen(page, "Marit")
    assert "Louise" in shown and "in danger right now" in shown and "yxolite" not in shown
    assert "seen by" in seen(page, "Louise")
    for name in ("Farid", "Kenji"):
        other = seen(page, name)
        assert "Louise" not in other.partition("Safeguarding lead")[0]
        assert "ending one's life" not in other
    seen(page, "Marit")
    click(page, "I have taken this on")
    assert "read and answered" in seen(page, "Louise")
    assert demo.records.safety_events(louise, SAFE)[0].handled_by


def test_a_coordinator_sets_it_up_and_is_told_what_is_missing(page: AppTest, demo: Assistant) -> None:
    seen(page, "Marit")
    page.radio[0].set_value(Mode.ALERT)
    click(page, "Save how safety is looked after")
    assert "name a safeguarding lead and a deputy" in texts(page)
    ids = {one.name: one.id for one in demo.records.actors()}
    page.multiselect[0].set_value([ids["Marit"]])
    page.multiselect[1].set_value([ids["Kenji"]])
    next(box for box in page.selectbox if box.label == "Whose helplines").set_value("IE")
    click(page, "Save how safety is looked after")
    assert literal("Safeguarding lead: Marit") in texts(page)
    assert button(page, "It is right")
    click(page, "It is right")
    me = principal(demo, Role.COORDINATOR)
    (check,) = demo.records.line_checks(me, SET_UP).values()
    assert (check.by, check.on) == ("Marit", date.today())


def test_what_is_explained_is_plain_and_as_it_is_set() -> None:
    protocol = Protocol(mode=Mode.ALERT, with_minors=True, lead_ids=("a",), deputy_ids=("b",), keep_days=77)
    sections = explained(protocol, {"a": "Ina", "b": "Bo"})
    whole = "\n".join(sentence for section in sections for sentence in section.text)
    assert "lead: Ina. Deputy: Bo" in whole and "77 days" in whole and "15 minutes" in whole
    assert grade(whole) <= 8
    assert "Nobody, unless you ask" in str(explained(Protocol(), {}))
    assert "Ina is told" in in_one_sentence(protocol, "Ina")
    assert "Nobody is told" in in_one_sentence(Protocol(), "")
