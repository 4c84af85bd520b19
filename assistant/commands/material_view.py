"""How a programme's material looks in a terminal."""

from collections.abc import Iterable, Sequence

from assistant.commands import output
from assistant.domain.material import FileFormat, Material
from assistant.domain.people import Role

MOST_HEADINGS = 60
"""A handbook of 1,000 pages would push everything else off the screen."""

FORMATS = {
    FileFormat.MARKDOWN: "Markdown",
    FileFormat.TEXT: "Text",
    FileFormat.PDF: "PDF",
    FileFormat.DOCX: "Word",
}


def listed(materials: Sequence[Material], *, curating: bool) -> None:
    if not materials:
        said = "Add some with `assistant material add FILE`." if curating else "Your trainers can add some."
        output.say(f"This programme has no material of its own yet. {said}")
        return
    status = ("status",) if curating else ()
    rows = [
        (
            one.id,
            str(one.version),
            *((one.status.value,) if curating else ()),
            one.title,
            f"{one.words:,}",
            readers(one.audience),
        )
        for one in materials
    ]
    output.table(("id", "version", *status, "title", "words", "for"), rows)


def understood(material: Material) -> None:
    """What was read, for somebody who decides whether to publish it."""
    _head(material)
    _remarks(material)
    shown, more = material.passages[:MOST_HEADINGS], len(material.passages) - MOST_HEADINGS
    output.say(f"\nIts headings, with {len(material.passages)} passages in all:")
    for passage in shown:
        output.say(f"  {passage.heading} ({_counted(len(passage.text.split()), 'word')})")
    if more > 0:
        output.say(f"  ... and {more} more (assistant material show {material.id})")


def whole(material: Material, *, curating: bool) -> None:
    _head(material)
    if curating:
        output.say(f"It is {material.status.value}.")
        _remarks(material)
    for passage in material.passages:
        output.say(f"\n{passage.heading}  [{passage.id}]\n{passage.text}")


def readers(audience: Iterable[Role]) -> str:
    """For instance "mentors and mentees"."""
    roles = [f"{role.value}s" for role in audience]
    return " and ".join([", ".join(roles[:-1]), roles[-1]]) if len(roles) > 1 else roles[0]


def _head(material: Material) -> None:
    pages = [_counted(material.pages, "page")] if material.pages else []
    counts = [
        FORMATS[material.format],
        *pages,
        _counted(material.words, "word"),
        _counted(len(material.passages), "passage"),
    ]
    output.say(f"{material.title} ({material.id}, version {material.version})")
    output.say(f"By {material.author}, {material.licence}, for {readers(material.audience)}.")
    output.say(f"{', '.join(counts)}{f', from {material.file_name}' if material.file_name else ''}.")


def _remarks(material: Material) -> None:
    if not material.remarks:
        return
    output.say("\nLook at this before you publish it:")
    for remark in material.remarks:
        where = f" ({remark.where})" if remark.where else ""
        quote = f' "{remark.quote}"' if remark.quote else ""
        output.say(f"  - {remark.sentence}{quote}{where}")


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
