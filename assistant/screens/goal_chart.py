"""Where goals stand on their own levels, over time, as pictures with a text that says the same."""

import textwrap
from collections.abc import Sequence
from datetime import date, timedelta
from html import escape
from itertools import pairwise

import streamlit as st

from assistant.domain.goals import LEVELS, Goal, Rating
from assistant.scaling import Standing
from assistant.screens import plain

# Middle tones that read on the light and on the dark page.
_LINE, _TEXT, _HOPED = "#2c8a73", "#6f7d78", "#2c8a73"
_WIDTH, _RIGHT = 720, 690
_WORDS = 42
"""Characters of a level's own words in a line of the picture; the whole stands below it."""

Span = tuple[date, date]


def show(goal: Goal, today: date) -> None:
    st.image(goal_svg(goal, today), alt=told(goal), width="stretch")


def show_together(goals: Sequence[Goal], today: date) -> None:
    """Several goals above each other on one line of time."""
    said = " ".join(f"{goal.text}: {told(goal)}" for goal in goals)
    st.image(lanes_svg(goals, today), alt=f"Goals over time. {said}", width="stretch")


def show_scores(course: Sequence[Standing]) -> None:
    said = "; ".join(f"{plain.day(each.on)}: {each.score:.1f}" for each in course)
    st.image(scores_svg(course), alt=f"Summary score over time, 50 is as hoped. {said}.", width="stretch")


def told(goal: Goal) -> str:
    """The picture in words: what a screen reader says, and what is written below it."""
    said = "; ".join(
        f"{plain.day(each.on)}: {plain.LEVELS[each.level].lower()}" for each in _ordered(goal.ratings)
    )
    return f"Ratings over time. {said}."


def goal_svg(goal: Goal, today: date) -> str:
    left, top, step = 330, 20, 30
    bottom = top + step * (len(LEVELS) - 1)
    ratings = _ordered(goal.ratings)
    span = _span(ratings, today)
    parts = [_band(left - 8, bottom - 2 * step - 13, _RIGHT - left + 22, 26)]
    for level in LEVELS:
        y = bottom - (level + 2) * step
        parts.append(_rule(left, y, _RIGHT + 10))
        words = goal.levels.get(level) or plain.LEVELS[level]
        parts.append(
            _text(left - 16, y + 4, textwrap.shorten(_clean(words), _WORDS, placeholder=" ..."), "end")
        )
    parts += _course(ratings, span, left + 14, bottom, step)
    parts += _today(today, span, left + 14, top - 12, bottom + 8)
    parts += _days(ratings, today, span, left + 14, bottom + 26)
    return _svg(bottom + 36, parts)


def lanes_svg(goals: Sequence[Goal], today: date) -> str:
    left, height, step = 24, 92, 11
    everything = [rating for goal in goals for rating in goal.ratings]
    span = _span(_ordered(everything), today)
    parts: list[str] = []
    for place, goal in enumerate(goals):
        top = place * height
        bottom = top + 28 + 4 * step
        hoped = bottom - 2 * step
        now = plain.LEVELS[goal.level].lower() if goal.level is not None else ""
        title = textwrap.shorten(_clean(goal.text), 68, placeholder=" ...")
        parts.append(_text(0, top + 14, title, "start", weight=600))
        parts.append(_text(_RIGHT + 20, top + 14, now, "end"))
        parts.append(_rule(left, hoped, _RIGHT + 10, opacity=0.55))
        parts += [_rule(left, y, _RIGHT + 10, opacity=0.18) for y in (bottom, bottom - 4 * step)]
        parts.append(_text(left - 8, hoped + 4, "0", "end"))
        parts += _course(_ordered(goal.ratings), span, left + 14, bottom, step)
        parts += _today(today, span, left + 14, top + 22, bottom + 6)
    foot = len(goals) * height
    parts += _days(_ordered(everything), today, span, left + 14, foot)
    return _svg(foot + 10, parts)


def scores_svg(course: Sequence[Standing]) -> str:
    left, top, height = 60, 16, 90
    lowest = min([40.0, *(each.score for each in course)]) - 2
    highest = max([60.0, *(each.score for each in course)]) + 2
    first, last = course[0].on, course[-1].on

    def y_of(score: float) -> float:
        return top + height * (highest - score) / (highest - lowest)

    points = [(_across(each.on, (first, last), left + 24), y_of(each.score)) for each in course]
    parts = [_rule(left, y_of(50), _RIGHT + 10, opacity=0.55), _text(left - 8, y_of(50) + 4, "50", "end")]
    parts += _line(points)
    for (x, y), each in {points[0]: course[0], points[-1]: course[-1]}.items():
        parts.append(
            _text(x, y - 11 if each.score >= 50 else y + 21, f"{each.score:.0f}", "middle", weight=600)
        )
        parts.append(_text(x, top + height + 24, _short(each.on), _anchor(x)))
    return _svg(top + height + 34, parts)


def _ordered(ratings: Sequence[Rating]) -> list[Rating]:
    return sorted(ratings, key=lambda rating: rating.on)


def _span(ratings: Sequence[Rating], today: date) -> Span:
    first = ratings[0].on if ratings else today
    return first, max(today, ratings[-1].on if ratings else today, first + timedelta(days=1))


def _across(on: date, span: Span, left: float) -> float:
    days = (span[1] - span[0]).days
    return left + (_RIGHT - left) * ((on - span[0]).days / days if days else 0.5)


def _course(ratings: Sequence[Rating], span: Span, left: float, bottom: float, step: float) -> list[str]:
    return _line([(_across(each.on, span, left), bottom - (each.level + 2) * step) for each in ratings])


def _line(points: Sequence[tuple[float, float]]) -> list[str]:
    parts = [
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{_LINE}" stroke-width="2.5"/>'
        for (x1, y1), (x2, y2) in pairwise(points)
    ]
    sizes = [4.5] * (len(points) - 1) + [7.0]  # the newest one is what is true now
    return parts + [
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size}" fill="{_LINE}"/>'
        for (x, y), size in zip(points, sizes, strict=False)
    ]


def _today(today: date, span: Span, left: float, top: float, bottom: float) -> list[str]:
    x = _across(today, span, left)
    return [
        f'<line x1="{x:.1f}" y1="{top:.1f}" x2="{x:.1f}" y2="{bottom:.1f}" stroke="{_TEXT}" stroke-dasharray="3 4"/>'
    ]


def _days(ratings: Sequence[Rating], today: date, span: Span, left: float, y: float) -> list[str]:
    parts = [_text(_across(today, span, left), y, "today", "end" if span[0] != today else "middle")]
    if ratings and ratings[0].on != today:
        parts.append(_text(left - 6, y, _short(ratings[0].on), "start"))
    return parts


def _band(x: float, y: float, width: float, height: float) -> str:
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="6" fill="{_HOPED}" fill-opacity=".10"/>'
    )


def _rule(left: float, y: float, right: float, opacity: float = 0.25) -> str:
    return f'<line x1="{left}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}" stroke="{_TEXT}" stroke-opacity="{opacity}"/>'


def _anchor(x: float) -> str:
    return "start" if x < 150 else "end" if x > _RIGHT - 90 else "middle"


def _clean(words: str) -> str:
    """Somebody's words, without what no picture may hold."""
    return "".join(sign if sign.isprintable() else " " for sign in words)


def _text(x: float, y: float, words: str, anchor: str, weight: int = 400) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}" fill="{_TEXT}">'
        f"{escape(words)}</text>"
    )


def _svg(height: float, parts: Sequence[str]) -> str:
    # The font of the page is out of a picture's reach, so it takes the reader's own.
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:.0f}" '
        f'width="{_WIDTH}" height="{height:.0f}" font-family="system-ui, sans-serif" font-size="13">'
        + "".join(parts)
        + "</svg>"
    )


def _short(on: date) -> str:
    return " ".join(plain.day(on).split()[1:])
