"""Two small pictures as SVG, drawn without a chart library: they cost nothing to load."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from assistant.domain.goals import LEVELS, Rating
from assistant.screens import plain

# Middle tones that read on the light and on the dark page.
_LINE, _DOT, _TEXT = "#2c8a73", "#2c8a73", "#6f7d78"
_ITEMS = ("#1f6f5c", "#3c6e8f", "#8a5a1f", "#6b5b95", "#7a4b4b", "#4b6b3a", "#2f5d73", "#7c5b2c")
_WIDTH = 720


def show_ratings(ratings: Sequence[Rating]) -> None:
    """Where a goal stood over time."""
    ordered = sorted(ratings, key=lambda rating: rating.on)
    told = "; ".join(f"{plain.day(rating.on)}: {plain.LEVELS[rating.level].lower()}" for rating in ordered)
    st.image(ratings_svg(ordered), alt=f"Ratings over time. {told}.", width="stretch")


def show_minutes(minutes: Sequence[int]) -> None:
    """How an agenda shares its time."""
    told = ", ".join(f"item {number}: {share} minutes" for number, share in enumerate(minutes, 1))
    st.image(minutes_svg(minutes), alt=f"How the time is shared: {told}.", width="stretch")


def ratings_svg(ratings: Sequence[Rating]) -> str:
    left, top, step = 190, 14, 22
    right, bottom = _WIDTH - 60, top + step * (len(LEVELS) - 1)
    first, last = ratings[0].on, ratings[-1].on
    days = max((last - first).days, 1)

    def at(rating: Rating) -> tuple[float, float]:
        across = (rating.on - first).days / days if first != last else 0.5
        return left + 20 + across * (right - left - 20), bottom - (rating.level + 2) * step

    parts = []
    for level in LEVELS:
        y = bottom - (level + 2) * step
        parts.append(
            f'<line x1="{left}" y1="{y}" x2="{right + 20}" y2="{y}" stroke="{_TEXT}" stroke-opacity=".25"/>'
        )
        parts.append(_words(left - 8, y + 4, plain.LEVELS[level], "end"))
    points = [at(rating) for rating in ratings]
    parts.append(_polyline(points))
    parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{_DOT}"/>' for x, y in points]
    for rating in {first: ratings[0], last: ratings[-1]}.values():
        x, _ = at(rating)
        parts.append(_words(x, bottom + 20, _short(rating.on), "middle"))
    return _svg(bottom + 30, parts)


def minutes_svg(minutes: Sequence[int]) -> str:
    gap, height = 3, 34
    unit = (_WIDTH - gap * (len(minutes) - 1)) / max(sum(minutes), 1)
    parts, x = [], 0.0
    for index, share in enumerate(minutes):
        width = share * unit
        colour = _ITEMS[index % len(_ITEMS)]
        parts.append(
            f'<rect x="{x:.1f}" y="0" width="{width:.1f}" height="{height}" rx="6" fill="{colour}"/>'
        )
        label = f"{index + 1}: {share} min" if width > 90 else f"{share}"
        parts.append(_words(x + width / 2, height / 2 + 5, label, "middle", "#ffffff"))
        x += width + gap
    return _svg(height, parts)


def _svg(height: float, parts: Sequence[str]) -> str:
    # The font of the page is out of a picture's reach, so it takes the reader's own.
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:.0f}" '
        f'width="{_WIDTH}" height="{height:.0f}" font-family="system-ui, sans-serif" font-size="13">'
        + "".join(parts)
        + "</svg>"
    )


def _words(x: float, y: float, words: str, anchor: str, colour: str = _TEXT) -> str:
    """Only our own words and numbers ever come here, never somebody's text."""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{words}</text>'


def _polyline(points: Sequence[tuple[float, float]]) -> str:
    joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{joined}" fill="none" stroke="{_LINE}" stroke-width="2.5"/>'


def _short(on: date) -> str:
    return " ".join(plain.day(on).split()[1:])
