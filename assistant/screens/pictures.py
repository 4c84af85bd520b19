"""A small picture as SVG, drawn without a chart library: it costs nothing to load."""

from collections.abc import Sequence

import streamlit as st

# Middle tones that read on the light and on the dark page.
_ITEMS = ("#1f6f5c", "#3c6e8f", "#8a5a1f", "#6b5b95", "#7a4b4b", "#4b6b3a", "#2f5d73", "#7c5b2c")
_WIDTH = 720


def show_minutes(minutes: Sequence[int]) -> None:
    """How an agenda shares its time."""
    told = ", ".join(f"item {number}: {share} minutes" for number, share in enumerate(minutes, 1))
    st.image(minutes_svg(minutes), alt=f"How the time is shared: {told}.", width="stretch")


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


def _words(x: float, y: float, words: str, anchor: str, colour: str) -> str:
    """Only our own words and numbers ever come here, never somebody's text."""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{words}</text>'
