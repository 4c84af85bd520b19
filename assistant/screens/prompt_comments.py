"""Comments beside the text: the text on the left as it was written, each comment next to its passage."""

from collections.abc import Iterator, Sequence

import streamlit as st

from assistant.domain.drafts import Draft
from assistant.domain.reflection import Comment, ReflectionBody
from assistant.screens import acting, draft_part, session
from assistant.screens.journal_keeping import OWN, Page
from assistant.screens.literal import literal


def show(draft: Draft, body: ReflectionBody, page: Page) -> None:
    text = _text(body, page)
    st.caption(
        "Your text is unchanged. The comments are questions and thoughts; you decide what to do with them."
    )
    number = 0
    for passage, beside in rows(text, body.comments):
        left, right = st.columns([3, 2], gap="medium")
        left.markdown(_marked(passage, beside))
        with right:
            for comment in beside:
                with st.container(border=True):
                    st.markdown(literal(comment.text))
                    draft_part.source_button(draft, f"comment{number}", comment.source_ref)
                number += 1


def rows(text: str, comments: Sequence[Comment]) -> Iterator[tuple[str, list[Comment]]]:
    """The text in paragraphs, each with the comments whose passage begins in it; not a word of it is lost."""
    start = 0
    for line in text.split("\n"):
        end = start + len(line) + 1
        beside = [one for one in comments if start <= _place(text, one) < end]
        if line.strip() or beside:
            yield line, beside
        start = end
    if lost := [one for one in comments if _place(text, one) < 0]:
        yield "", lost  # their passage was changed since


def _place(text: str, comment: Comment) -> int:
    """Where its passage begins now; -1 when it is gone."""
    if text[comment.start : comment.end] == comment.quote:
        return comment.start
    return text.find(comment.quote)


def _marked(passage: str, beside: Sequence[Comment]) -> str:
    """The passage with what is spoken of marked; the rest word for word."""
    made, rest = "", passage
    for comment in sorted(beside, key=lambda one: passage.find(one.quote)):
        before, found, after = rest.partition(comment.quote)
        if found and "\n" not in found:
            made += f"{_piece(before)}:orange-background[**{literal(found)}**]"
            rest = after
    return made + _piece(rest)


def _piece(words: str) -> str:
    """With the space that stands before or after it."""
    before, after = (" " if words[:1].isspace() else ""), (" " if words[-1:].isspace() else "")
    return f"{before}{literal(words)}{after}" if words.strip() else before


def _text(body: ReflectionBody, page: Page) -> str:
    """The version the comments were made for."""
    entry_id, _, version = (body.entry_ref or "").partition("@")
    if not version.isdecimal() or entry_id != page.entry.id or int(version) == page.entry.version:
        return page.entry.text
    records = session.assistant().records
    return records.entry(acting.principal(), OWN, entry_id, int(version)).text
