"""Small practice notes for tests, as files and as a library."""

from pathlib import Path

from assistant.chunking import HEADINGS
from assistant.library import Library, load_library

WORDS = {
    "A08": (
        "strength-spotting",
        "Strength spotting",
        "strength_spotting",
        "Name a strength and say what you saw.",
    ),
    "B10": ("first-meeting", "First meeting", "first_meeting", "Agree on expectations when you are nervous."),
    "B16": (
        "stuck",
        "When it gets stuck",
        "unsticking",
        "Somebody cancelled twice or goes silent for weeks.",
    ),
    "C04": ("scaling", "Scaling questions", "scaling", "From zero to ten, where does your week stand?"),
    "G02": (
        "confidentiality",
        "Confidentiality",
        "confidentiality",
        "Secrets stay private unless harm is near.",
    ),
}

FRONT = {
    "id": "A08",
    "title": '"Strength spotting"',
    "type": "MET",
    "audience": "[mentor, mentee]",
    "phase": "[first, working]",
    "format": "[one_to_one, group]",
    "technique_tags": "[strength_spotting]",
    "sources": '\n  - {author: "Linley, P. A.", year: 2010, title: "Using signature strengths"}',
    "licence": "CC-BY-4.0",
    "reviewed_on": "2026-11-23",
    "not_when": "[nobody asked]",
    "evidence_grade": "practice wisdom",
}


def note_text(body: str | None = None, **front: str | None) -> str:
    """A whole file. `licence=None` leaves the key out, any other keyword sets it."""
    fields = {key: value for key, value in {**FRONT, **front}.items() if value is not None}
    head = "\n".join(f"{key}: {value}" for key, value in fields.items())
    return f"---\n{head}\n---\n{note_body() if body is None else body}"


def note_body(summary: str = "Name what you saw.", **parts: str) -> str:
    """All headings. `how="..."` sets the words of one, by the first word of its heading."""
    texts = {heading: parts.get(heading.split()[0].lower(), f"{heading}: {summary}") for heading in HEADINGS}
    texts["In one line"] = parts.get("in", summary)
    return "\n".join(f"## {heading}\n{text}\n" for heading, text in texts.items())


def write_notes(folder: Path, **bodies: str) -> Path:
    """Five notes as files; `B16="..."` gives one of them another body."""
    for note_id, (slug, title, tag, summary) in WORDS.items():
        path = folder / "theme" / f"{note_id}-{slug}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        body = bodies.get(note_id, note_body(summary))
        text = note_text(body, id=note_id, title=f'"{title}"', technique_tags=f"[{tag}]")
        path.write_text(text, encoding="utf-8")
    return folder


def small_library(folder: Path, **bodies: str) -> Library:
    return load_library(write_notes(folder, **bodies))
