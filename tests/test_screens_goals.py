"""Goals, strengths and the record of a meeting on the page, driven without a browser."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from streamlit.testing.v1 import AppTest

from assistant import bootstrap
from assistant.bootstrap import Assistant
from assistant.domain.access import Principal, Purpose
from assistant.domain.goals import Goal, Rating
from assistant.domain.meetings import Session
from assistant.domain.people import Pair
from assistant.scaling import over_time
from assistant.screens import goal_chart
from assistant.screens.literal import literal
from tests.test_screens import act_as, click, demo, fill, fresh, go, page, texts

__all__ = ["demo", "fresh", "page"]  # fixtures of the page's own tests

MANAGE = Purpose.MANAGE_PAIR


def section(page: AppTest, name: str) -> AppTest:
    go(page, "pair")
    next(each for each in page.segmented_control if each.label == "Part of the record").set_value(name).run()
    assert not page.exception
    return page


def as_named(name: str) -> Principal:
    person = next(each for each in bootstrap.assistant().records.actors() if each.name == name)
    return Principal(person_id=person.id, programme_id=person.programme_id, role=person.roles[0])


def pair_of(name: str) -> Pair:
    return bootstrap.assistant().records.pairs(as_named(name), MANAGE)[0]


def sessions(name: str) -> list[Session]:
    return bootstrap.assistant().records.sessions(as_named(name), MANAGE, pair_of(name).id)


@pytest.fixture
def mentor(page: AppTest, demo: Assistant) -> AppTest:
    return act_as(page.run(), "Farid, mentor")


def record(page: AppTest, **words: str) -> AppTest:
    """The form of a new meeting, filled in and sent."""
    section(page, "Sessions")
    labels = {
        "happened": "What happened?",
        "agreed": "What did you agree?",
        "learned": "What did you learn? Your pair sees it, too",
        "what1": "What?",
        "what2": "What? (2)",
        "what3": "What? (3)",
    }
    for field, value in words.items():
        fill(page, labels[field], value)
    return page


def test_a_meeting_is_recorded_in_one_go_with_three_promises(mentor: AppTest) -> None:
    before = len(sessions("Farid"))
    record(
        mentor,
        happened="Louise asked Bram for feedback on section three.",
        agreed="Two pages by the next time.",
        learned="She likes to begin with a drawing.",
        what1="Write two pages",
        what2="Send an example",
        what3="Book the room",
    )
    click(mentor, "Save the record")
    held = sessions("Farid")[-1]
    assert len(sessions("Farid")) == before + 1
    assert (held.agreed, held.use_next, held.missed) == ("Two pages by the next time.", True, False)
    records = bootstrap.assistant().records
    words = [one.text for one in records.commitments(as_named("Farid"), MANAGE, pair_of("Farid").id)]
    assert {"Write two pages", "Send an example", "Book the room"} <= set(words)


def test_a_strength_in_the_record_is_added_by_a_click_alone(mentor: AppTest) -> None:
    record(mentor, happened="Louise asked Bram for feedback on section three.")
    click(mentor, "Save the record")
    assert "Louise asked Bram for feedback on section three" in texts(mentor)
    records, pair = bootstrap.assistant().records, pair_of("Farid")

    def quotes() -> list[str]:
        kept = records.strengths(as_named("Farid"), MANAGE, pair.id)
        return [moment.text for each in kept for moment in each.evidence]

    assert not any("Bram for feedback" in quote for quote in quotes())
    click(mentor, "Add this")
    assert "Louise asked Bram for feedback on section three." in quotes()


def test_what_was_dismissed_does_not_come_back(mentor: AppTest) -> None:
    record(mentor, happened="Louise asked Bram for feedback on section three.")
    click(mentor, "Save the record")
    before = len([each for each in mentor.button if each.label == "Not this"])
    click(mentor, "Not this")
    after = len([each for each in mentor.button if each.label == "Not this"])
    section(mentor, "Goals")
    section(mentor, "Sessions")
    assert after == before - 1 == len([each for each in mentor.button if each.label == "Not this"])


def test_a_wrong_day_keeps_every_word_and_stores_nothing(mentor: AppTest) -> None:
    before = len(sessions("Farid"))
    record(mentor, happened="We talked.", what1="Write two pages")
    day = next(each for each in mentor.date_input if each.label == "When do you meet next?")
    day.set_value(date.today() - timedelta(days=400))
    click(mentor, "Save the record")
    assert "has to be after this one" in texts(mentor)
    assert next(each for each in mentor.text_area if each.label == "What happened?").value == "We talked."
    assert len(sessions("Farid")) == before
    open_now = bootstrap.assistant().records.commitments(as_named("Farid"), MANAGE, pair_of("Farid").id)
    assert "Write two pages" not in [one.text for one in open_now]


def test_a_record_can_be_changed_afterwards(mentor: AppTest) -> None:
    newest = sessions("Farid")[-1]
    section(mentor, "Sessions")
    areas = [each for each in mentor.text_area if each.label == "What happened?"]
    next(each for each in areas if each.value == newest.happened).set_value("Something else happened.")
    saves = [each for each in mentor.button if each.label == "Save the record"]
    saves[1].click().run()  # the first one belongs to the new meeting
    assert sessions("Farid")[-1].happened == "Something else happened."
    assert sessions("Farid")[-1].usefulness == newest.usefulness


def test_the_switch_keeps_a_record_out_of_the_next_agenda(mentor: AppTest) -> None:
    record(mentor, happened="A word about home, said in trust.")
    next(each for each in mentor.toggle if each.label.startswith("The assistant may use")).set_value(False)
    click(mentor, "Save the record")
    assert sessions("Farid")[-1].use_next is False
    facts = bootstrap.assistant().records.facts(as_named("Farid"), Purpose.PREPARE_PAIR, pair_of("Farid").id)
    assert "said in trust" not in facts.model_dump_json()


def test_both_sides_say_how_useful_it_was(mentor: AppTest) -> None:
    section(mentor, "Sessions")
    assert "you 9, Louise 8" in texts(mentor)
    act_as(mentor, "Louise, mentee")
    section(mentor, "Sessions")
    assert "Farid 9, you 8" in texts(mentor)


def test_a_mentor_is_handed_over_to_the_log_and_a_mentee_is_not(mentor: AppTest) -> None:
    record(mentor, happened="We talked.")
    click(mentor, "Save the record")
    assert any(each.label == "A few questions for yourself" for each in mentor.button)
    act_as(mentor, "Louise, mentee")
    record(mentor, happened="We talked.")
    click(mentor, "Save the record")
    assert not any(each.label == "A few questions for yourself" for each in mentor.button)


def test_a_strength_of_ones_own_can_stay_private(mentor: AppTest) -> None:
    act_as(mentor, "Louise, mentee")
    section(mentor, "Strengths")
    next(each for each in mentor.selectbox if each.label == "Whose strength is it?").set_value(
        as_named("Louise").person_id
    )
    choice = next(each for each in mentor.selectbox if each.label == "The strength, in one or two words")
    choice.set_value("careful checking")
    fill(mentor, "The moment: what did they do?", "I read the small print at home.")
    next(each for each in mentor.checkbox if each.label == "Only I can see it").check()
    click(mentor, "Save the strength")
    assert "only you can see this" in texts(mentor)
    act_as(mentor, "Farid, mentor")
    section(mentor, "Strengths")
    assert "small print" not in texts(mentor)


def two_goals() -> list[Goal]:
    words = {-1: "one of <six> & a half", 0: "all six", 1: "sent"}
    return [
        Goal(
            id=name,
            owner_id="ana",
            text=f"{name} <script>alert(1)</script>",
            levels=words,
            ratings=tuple(Rating(on=date(2026, 1, day), level=day % 3 - 1) for day in days),
        )
        for name, days in (("one", (1, 9, 20)), ("two", (3,)))
    ]


@pytest.mark.parametrize("today", [date(2026, 1, 3), date(2026, 1, 20), date(2026, 3, 1)])
def test_pictures_are_whole_and_hold_words_as_words(today: date) -> None:
    one, two = two_goals()
    pictures = [
        goal_chart.goal_svg(one, today),
        goal_chart.goal_svg(two, today),
        goal_chart.lanes_svg([one, two], today),
        goal_chart.scores_svg(over_time([one, two])),
    ]
    for picture in pictures:
        ElementTree.fromstring(picture)  # noqa: S314  # our own words
        assert "<script" not in picture
    assert [picture.count("<circle") for picture in pictures] == [3, 1, 4, 3]
    assert "one of &lt;six&gt; &amp; a half" in pictures[0]


def test_a_picture_says_in_words_what_it_shows() -> None:
    said = goal_chart.told(two_goals()[0])
    assert said.count(":") == 3 and "as hoped" in said


def test_goals_show_their_scale_their_plan_and_an_honest_summary(mentor: AppTest) -> None:
    section(mentor, "Goals")
    seen = texts(mentor)
    assert literal("Louise's") + " goals over time" in seen
    assert "50 is as hoped" in seen and "no test and no mark" in seen
    assert "**Builds on**: careful checking" in seen
    assert "**If that happens**" in seen
    assert "your pair can see this" in seen


def test_a_hint_never_stands_in_the_way(mentor: AppTest) -> None:
    act_as(mentor, "Louise, mentee")
    section(mentor, "Goals")
    areas = [each for each in mentor.text_area if each.label == "What do you want to reach?"]
    next(each for each in areas if not each.value).set_value("Stop being late")
    [each for each in mentor.button if each.label == "Save the goal"][-1].click().run()
    seen = texts(mentor)
    assert "Stop being late" in seen
    assert literal("What would you like to do in its place?") in seen
    assert "could make this goal clearer" in " ".join(each.label for each in mentor.expander)
