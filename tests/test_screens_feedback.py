"""The feedback page, driven without a browser: an event becomes words, and own words get a look."""

import re
from html import unescape
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant import bootstrap
from assistant.bootstrap import Assistant
from assistant.domain.access import Purpose
from assistant.domain.drafts import Draft, DraftStatus
from assistant.domain.feedback import Channel, FeedbackBody
from assistant.domain.people import Pair, Role
from assistant.proofreading import Kind, Remark
from assistant.screens import own_draft_marks
from assistant.screens.feedback import CHECK
from assistant.screens.feedback_part import carried
from assistant.screens.literal import literal
from tests.test_screens import (
    HOSTILE,
    act_as,
    button,
    click,
    demo,
    fill,
    fresh,
    go,
    page,
    principal,
    texts,
)

__all__ = ["demo", "fresh", "page"]  # fixtures

SITUATION = "On Tuesday in the team meeting"
BEHAVIOUR = "She interrupted Lea twice while Lea explained the plan"
IMPACT = "Lea stopped talking and two ideas were lost"


def seen(page: AppTest) -> str:
    """All of it, with the large words and the words to copy."""
    large = [str(each.value) for kind in ("code", "warning", "success") for each in getattr(page, kind)]
    return "\n".join([texts(page), *large, *html(page)])


def html(page: AppTest) -> list[str]:
    return [each.proto.body for each in page.get("html")]


def tell(page: AppTest, **typed: str) -> AppTest:
    """On the feedback page with these fields filled in."""
    go(page.run(), "feedback")
    labels = {"situation": "When and where?", "behaviour": "What did you see or hear?"}
    labels |= {"impact": "What did it do, and to whom?", "own": "Your own words for it so far"}
    for name, words in typed.items():
        fill(page, labels[name], words)
    return page


def made(page: AppTest) -> AppTest:
    tell(page, situation=SITUATION, behaviour=BEHAVIOUR, impact=IMPACT)
    return click(page, "Find the words")


def stored(demo: Assistant) -> tuple[Pair, list[Draft]]:
    mentor = principal(demo, Role.MENTOR)
    pair = demo.records.pairs(mentor, Purpose.PREPARE_PAIR)[0]
    drafts = demo.records.drafts(mentor, Purpose.PREPARE_PAIR, pair.id)
    return pair, [draft for draft in drafts if draft.kind == "feedback"]


def body_of(demo: Assistant) -> FeedbackBody:
    return FeedbackBody.model_validate(stored(demo)[1][0].body)


def open_check(page: AppTest) -> AppTest:
    page.session_state["feedback.tab.next"] = CHECK
    return go(page.run(), "feedback")


def looked_over(page: AppTest, words: str) -> AppTest:
    open_check(page)
    fill(page, "Your draft", words)
    return click(page, "Look it over")


def test_an_event_becomes_words_to_say_and_to_copy(page: AppTest, demo: Assistant) -> None:
    made(page)
    body, shown = body_of(demo), seen(page)
    assert any(body.alternatives.gentler[:30] in each for each in html(page))
    assert {"As it is", "Gentler", "More direct"} <= {each.label for each in page.tabs}
    assert body.written in [each.value for each in page.code]
    assert "Only you can see this" in shown
    assert any(each.label.startswith("What this stands on") for each in page.expander)
    assert any(each.label.startswith("Checked") for each in page.expander)
    assert any(each.label.startswith("Source: ") for each in page.button)
    assert "from your words, the record and the notes; no model took part" in shown
    click(page, next(each.label for each in page.button if each.label.startswith("Source: ")))
    assert "Stands on" in texts(page)


def test_what_is_missing_is_asked_at_its_field_and_nothing_is_lost(page: AppTest, demo: Assistant) -> None:
    click(tell(page, situation=SITUATION, impact=f"{HOSTILE} {IMPACT}"), "Find the words")
    assert "Nothing you typed is lost" in seen(page)
    fields = {each.label: each.value for each in page.text_area}
    assert fields["When and where?"] == SITUATION
    assert fields["What did it do, and to whom?"] == f"{HOSTILE} {IMPACT}"
    asked = [str(each.value) for each in page.markdown if str(each.value).startswith(":orange[")]
    assert len(asked) in (1, 2)
    assert not stored(demo)[1]
    go(go(page, "notes"), "feedback")
    assert {each.label: each.value for each in page.text_area}["When and where?"] == SITUATION
    fill(page, "What did you see or hear?", BEHAVIOUR)
    click(page, "Find the words")
    assert stored(demo)[1]
    assert "Nothing you typed is lost" not in seen(page)


def test_what_one_person_types_the_next_does_not_see(page: AppTest, demo: Assistant) -> None:
    tell(page, situation="A private matter", own="For her alone").run()
    pair, _ = stored(demo)
    act_as(page, next(member.name for member in pair.members if member.role is Role.MENTEE))
    assert "A private matter" not in str([each.value for each in page.text_area])


def test_a_draft_is_its_authors_alone(page: AppTest, demo: Assistant) -> None:
    made(page)
    pair, drafts = stored(demo)
    assert set(drafts[0].visibility) <= {drafts[0].author_id}
    for member in pair.members:
        if member.role is Role.MENTEE:
            act_as(page, member.name)
            assert BEHAVIOUR not in seen(page)
            assert "Earlier feedback" not in str([each.label for each in page.expander])
            assert button(page, "Find the words")


def test_a_part_is_edited_in_place_and_kept(page: AppTest, demo: Assistant) -> None:
    made(page)
    before = body_of(demo)
    button_of(page, "opener").click().run()
    fill(page, "To open", f"May I tell you what I saw? {HOSTILE}")
    click(page, "Save")
    assert body_of(demo).opener == f"May I tell you what I saw? {HOSTILE}"
    assert body_of(demo).impact == before.impact
    assert literal(HOSTILE) in texts(page)
    assert "<img" not in "".join(html(page))
    button_of(page, "spoken").click().run()
    fill(page, "To say", f"{before.spoken} Really?")
    click(page, "Save")
    assert body_of(demo).spoken == f"{before.spoken} Really?"
    assert stored(demo)[1][0].status is DraftStatus.EDITED
    click(page, "Make it again")
    assert body_of(demo).spoken == f"{before.spoken} Really?"
    next(each for each in page.checkbox if each.label == "To say").check().run()
    click(page, "Make it again")
    assert "Really?" not in body_of(demo).spoken


def button_of(page: AppTest, part: str) -> Any:
    return next(
        each for each in page.button if (each.key or "").startswith("edit.") and each.key.endswith(part)
    )


def test_a_changed_part_changes_the_whole_texts_that_hold_it() -> None:
    whole = "May I say something? You spoke first. You spoke first, I mean."
    body = {
        "opener": "May I say something?",
        "stretch": {"when": "soon"},
        "spoken": whole,
        "written": f"Hello,\n{whole}",
        "alternatives": {"gentler": "Softly: you spoke.", "more_direct": whole},
    }
    changed = carried(body, {"opener": "Do you have a minute?"})
    assert changed["spoken"] == "Do you have a minute? You spoke first. You spoke first, I mean."
    assert changed["written"].startswith("Hello,\nDo you have a minute?")
    assert "alternatives.gentler" not in changed
    assert carried(body, {"stretch.when": "later"}) == {"stretch.when": "later"}  # one word could be any


def test_it_is_said_set_aside_and_found_again(page: AppTest, demo: Assistant) -> None:
    click(made(page), "I have said it")
    assert stored(demo)[1][0].status is DraftStatus.ACCEPTED
    assert "I have said it" not in [each.label for each in page.button]
    click(page, "Set aside")
    assert stored(demo)[1][0].status is DraftStatus.REJECTED
    click(page, "Back to all feedback")
    assert "Earlier feedback (1)" in [each.label for each in page.expander]
    fill(page, "When and where?", "Yesterday on the phone")
    pair, _ = stored(demo)
    page.session_state[f"earlier.{pair.id}"] = True
    page.run()
    click(page, "Open")
    assert "Set aside" in str([each.value for each in page.markdown])
    click(page, "Back to all feedback")
    assert {each.label: each.value for each in page.text_area}["When and where?"] == "Yesterday on the phone"


def test_versions_are_compared(page: AppTest, demo: Assistant) -> None:
    made(page)
    button_of(page, "opener").click().run()
    fill(page, "To open", "Do you have a minute?")
    click(page, "Save")
    next(each for each in page.selectbox if each.label == "Compare with").set_value(1).run()
    assert "Now: Do you have a minute" in texts(page)


def test_in_front_of_others_it_says_take_it_private_first(page: AppTest, demo: Assistant) -> None:
    tell(page, situation=SITUATION, behaviour=BEHAVIOUR, impact=IMPACT)
    how = next(each for each in page.radio if each.label == "How will it reach them?")
    how.set_value(Channel.IN_FRONT_OF_OTHERS).run()
    assert "Take it private" in page.warning[0].value
    click(page, "Find the words")
    private = body_of(demo).alternatives.for_group_setting
    assert private
    assert page.warning[0].value == literal(private)
    what_for = [each for each in page.radio if each.label == "What is it for?"]
    assert what_for  # in the form to make it again


def test_own_words_are_marked_and_stay_as_they_are(page: AppTest, demo: Assistant) -> None:
    own = "You did well, but you should be louder.\nYou always interrupt <Lea> & me."
    looked_over(page, own)
    (marks,) = html(page)
    assert unescape(re.sub(r"<su[bp].*?</su[bp]>|<span.*?</span>|<[^>]+>", "", marks)) == own
    assert "<mark" in marks and "(mark 1, " in marks
    assert own in [each.value for each in page.code]
    offered = [each for each in page.checkbox if each.label.startswith("Take instead: ")]
    assert offered
    offered[0].check().run()
    assert page.code[0].value != own
    assert not stored(demo)[1]


def test_own_words_without_a_mark_say_so(page: AppTest, demo: Assistant) -> None:
    looked_over(page, "Thank you for the three questions you asked on Monday.")
    assert "Nothing stood out" in seen(page)
    fill(page, "Your draft", "Something else")
    page.run()
    assert "changed your draft since" in seen(page)


def test_own_words_are_looked_at_with_nobody_on_record(page: AppTest) -> None:
    looked_over(page, "You always interrupt me.")
    assert "<mark" in "".join(html(page))
    assert "Nothing of this is stored" in texts(page)
    assert "Keep as a feedback draft" not in [each.label for each in page.button]


def test_own_words_are_kept_only_on_a_click(page: AppTest, demo: Assistant) -> None:
    own = "Thank you for the three questions you asked on Monday."
    click(looked_over(page, own), "Keep as a feedback draft")
    if not stored(demo)[1]:
        assert {each.label: each.value for each in page.text_area}["Your own words for it so far"] == own
        fill(page, "When and where?", SITUATION)
        fill(page, "What did you see or hear?", "She asked Lea three questions")
        click(page, "Find the words")
    assert body_of(demo).given.own_draft == own


def test_own_words_about_somebodys_safety_bring_the_card_alone(page: AppTest, demo: Assistant) -> None:
    looked_over(page, "You are always late and said you want to kill yourself. He hits me.")
    assert "safeguarding lead" in texts(page)
    assert not html(page) and not page.code


def test_marks_that_meet_lose_no_words() -> None:
    text = "You <b>always</b> do it & more"
    remarks = [
        Remark(start=at, end=end, quote=text[at:end], kind=kind, why="Why.", source_ref="D01#what-it-is")
        for at, end, kind in ((4, 17, Kind.ABSOLUTE), (7, 13, Kind.BLAME), (13, 23, Kind.LABEL))
    ]
    assert set(own_draft_marks.KINDS) == set(Kind)
    marks = own_draft_marks.marked(text, remarks)
    assert "<b>" not in marks
    plain = re.sub(r"<su[bp].*?</su[bp]>|<span.*?</span>|<[^>]+>", "", marks)
    assert plain == "You &lt;b&gt;always&lt;/b&gt; do it &amp; more"
    assert [label for label in ("mark 1", "mark 2", "mark 3") if label in marks] == [
        "mark 1",
        "mark 2",
        "mark 3",
    ]


@pytest.mark.parametrize("name", ["situation", "own"])
def test_too_much_is_said_in_the_words_of_the_form(page: AppTest, demo: Assistant, name: str) -> None:
    tell(page, **{"situation": SITUATION, "behaviour": BEHAVIOUR, name: "word " * 1000})
    click(page, "Find the words")
    assert "please stay within" in texts(page)
    assert not stored(demo)[1]


def test_everybody_can_open_the_page(page: AppTest, demo: Assistant) -> None:
    page.run()
    for person in bootstrap.assistant().records.actors():
        for role in person.roles:
            st.session_state.clear()
            act = next(each for each in page.selectbox if each.label == "You are acting as")
            act.set_value(f"{person.id}:{role.value}").run()
            for screen in ("notes", "feedback"):
                go(page, screen)
                assert "Something went wrong" not in texts(page), (person.name, role)
