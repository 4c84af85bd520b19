"""Remarks on somebody's own text, marked inside it: the text itself stays as it was typed."""

from collections.abc import Iterator, Sequence
from html import escape

from assistant.proofreading import Kind, Remark

KINDS = {
    Kind.LABEL: "A label",
    Kind.ABSOLUTE: "An absolute word",
    Kind.MIND_READING: "Reading somebody's mind",
    Kind.HIDDEN_BUT: 'A hidden "but"',
    Kind.INFLATED_PRAISE: "Praise too big to believe",
    Kind.BLAME: "Blame",
    Kind.COMPARISON: "A comparison",
    Kind.ADVICE_PILE: "Several pieces of advice at once",
    Kind.PROMISE: "A promise",
}

_TEXT = "white-space:pre-wrap;line-height:1.9;margin:0;overflow-wrap:anywhere"
_MARK = (
    "background:color-mix(in srgb, orange 28%, transparent);color:inherit;padding:0.1em 0.15em;"
    "border-radius:0.2em;text-decoration:underline dotted 2px;text-underline-offset:0.2em"
)
_NUMBER = "user-select:none;font-weight:700;font-size:0.75em;margin-left:0.1em"
_UNSEEN = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap"


def kind(remark: Remark) -> str:
    return KINDS[remark.kind]


def marked(text: str, remarks: Sequence[Remark]) -> str:
    """As HTML. Every mark is underlined and numbered, and says to a screen reader what it is about.

    Number and label cannot be selected, so that whoever copies the text gets only the text.
    """
    return f'<p style="{_TEXT}">{"".join(_pieces(text, remarks))}</p>'


def _pieces(text: str, remarks: Sequence[Remark]) -> Iterator[str]:
    done = 0
    for number, remark in enumerate(remarks, start=1):
        start, end = max(remark.start, done), max(remark.end, done)
        yield escape(text[done:start])
        if end > start:
            yield f'<mark style="{_MARK}">{escape(text[start:end])}</mark>'
        yield f'<sup style="{_NUMBER}">{number}</sup>'
        label = escape(f" (mark {number}, {kind(remark).lower()}) ")
        yield f'<span style="{_UNSEEN};user-select:none">{label}</span>'
        done = end
    yield escape(text[done:])
