"""A programme's own material: documents its trainers add beside the practice notes."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from assistant.domain.notes import Passage
from assistant.domain.people import Role
from assistant.domain.value import Value

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class FileFormat(StrEnum):
    """What a file really is, whatever its name says."""

    MARKDOWN = "markdown"
    TEXT = "text"
    PDF = "pdf"
    DOCX = "docx"


class RemarkKind(StrEnum):
    """What a trainer should look at before publishing."""

    NO_TEXT = "no_text"
    """Pages that are pictures: nothing on them can be found."""
    INSTRUCTION = "instruction"
    """A sentence that talks to a machine, not to a reader."""
    CLEANED = "cleaned"
    """Hidden characters were taken out."""
    LEFT_OUT = "left_out"
    """Something that is not text: pictures, comments, macros, linked files."""
    ENCODING = "encoding"
    """The text was not UTF-8 and was read as something else."""


class Remark(Value):
    """One thing that was noticed while a document was read, in a sentence."""

    kind: RemarkKind
    sentence: str
    where: str = ""
    """For instance "page 3", or a heading."""
    quote: str = ""
    """The words it is about, if there are any."""


class Part(Value):
    """One headed part of a document, cleaned: paragraphs, one a line."""

    heading: str = Field(min_length=1, max_length=200)
    text: str = Field(min_length=1)
    where: str = ""
    """For instance "page 3" or "pages 3 to 4"; empty where a document has no pages."""


class Understood(Value):
    """What was read from a document, before anybody decides to publish it."""

    format: FileFormat
    digest: str
    """SHA-256 of the bytes, in hexadecimal."""
    title: str
    """A suggestion: the document's own title, else its first heading, else its file name."""
    parts: tuple[Part, ...]
    remarks: tuple[Remark, ...] = ()
    pages: int | None = None
    words: int


class MaterialStatus(StrEnum):
    DRAFT = "draft"
    """Read, and waiting for somebody to look at it."""
    PUBLISHED = "published"
    REPLACED = "replaced"
    """An earlier version of something that is published."""
    WITHDRAWN = "withdrawn"


class Material(Value):
    """One version of a document that a programme added."""

    id: str = Field(pattern=r"^M[0-9a-f]{8}$")
    version: int = Field(ge=1)
    programme_id: str
    title: Line
    author: Line
    licence: Line
    audience: tuple[Role, ...] = Field(min_length=1)
    """Who may read it; trainers and coordinators always may."""
    file_name: str = Field(default="", max_length=255)
    """As it was called; empty for pasted text. Shown escaped, never used as a path."""
    format: FileFormat
    digest: str
    status: MaterialStatus = MaterialStatus.DRAFT
    pages: int | None = None
    words: int = Field(ge=1)
    remarks: tuple[Remark, ...] = ()
    added_by: str
    """Id of the person."""
    added_at: datetime
    passages: tuple[Passage, ...] = ()
    """Left out of lists."""

    @property
    def key(self) -> str:
        """What its passages call their `note_id`: another version is another document."""
        return f"{self.id}.{self.version}"
