"""Files that mean harm or are broken, made when they are needed: none of them is kept anywhere."""

# ruff: noqa: E501  # what is written by hand in other formats is as long as it is

import struct
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def paragraph(text: str, style: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{look}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def body(*elements: str, before: str = "") -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>{before}<w:document xmlns:w="{W}" xmlns:r="{_OFFICE}"><w:body>{"".join(elements)}</w:body></w:document>'


def docx(
    document: str | bytes = "",
    more: Mapping[str, str | bytes] | None = None,
    relations: str = "",
    method: int = ZIP_DEFLATED,
    main_type: str = "document.main",
) -> bytes:
    """The smallest Word document there is, with other parts beside it."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="application/octet-stream"/>'
        '<Default Extension="zip" ContentType="application/zip"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.{main_type}+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_TYPES}.styles+xml"/></Types>',
        "_rels/.rels": f'<?xml version="1.0"?><Relationships xmlns="{_RELS}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<?xml version="1.0"?><Relationships xmlns="{_RELS}">{relations}</Relationships>',
        "word/document.xml": document or body(paragraph("Words that can be read.")),
        **(more or {}),
    }
    made = BytesIO()
    with ZipFile(made, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


def relation(kind: str, target: str, *, outside: bool = True) -> str:
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="rId{abs(hash((kind, target))) % 10**6}" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'


def entity_bomb() -> str:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE w:document [<!ENTITY e0 "ha">{levels}]>'


def outside_entity(target: str) -> str:
    return f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "{target}">]>'


def pieces_of_xml(address: str) -> dict[str, bytes]:
    """UP03: what must be neither expanded nor fetched."""
    swollen = body(paragraph("&e9;"), before=entity_bomb())
    stolen = body(paragraph("&x;"), before=outside_entity("file:///etc/passwd"))
    fetched = body(paragraph("&x;"), before=outside_entity(f"{address}/x"))
    typed = body(paragraph("Words."), before=f'<!DOCTYPE w:document SYSTEM "{address}/x.dtd">')
    return {
        "billion laughs": docx(swollen),
        "a file of this machine": docx(stolen),
        "an address": docx(fetched),
        "a type from an address": docx(typed),
        "in UTF-16": docx(stolen.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")),
        "in UTF-7": docx(
            stolen.replace('encoding="UTF-8"', 'encoding="UTF-7"').replace("<!DOCTYPE", "+ADw-!DOCTYPE")
        ),
        "in the styles": docx(
            more={"word/styles.xml": stolen}, relations=relation("styles", "styles.xml", outside=False)
        ),
        "in the core properties": docx(more={"docProps/core.xml": stolen}),
        "in the relations": docx(more={"word/_rels/footnotes.xml.rels": fetched}),
    }


PACKAGES: dict[str, Callable[[], bytes]] = {
    "unpacks to 150 MB": lambda: docx(body(paragraph("A" * 150_000_000))),
    "one part a thousand times its size": lambda: docx(body(paragraph("A" * 25_000_000))),
    "100,000 entries": lambda: _entries(100_000),
    "100,000 entries that say they are five": lambda: _said(_entries(100_000), 5),
    "2,001 entries": lambda: _entries(2_001),
    "a size that is a lie": lambda: lying_size(),
    "entries that overlap": lambda: _overlapping(),
    "a locked entry": lambda: _flagged(docx()),
    "a rare way of packing": lambda: docx(method=ZIP_BZIP2),
    "macros": lambda: docx(more={"word/vbaProject.bin": b"x"}),
    "a name that leads up": lambda: docx(more={"../../outside.xml": "<a/>"}),
    "a name from the root": lambda: docx(more={"/outside.xml": "<a/>"}),
    "a name with a drive": lambda: docx(more={"C:\\outside.xml": "<a/>"}),
    "something before it": lambda: _shifted(docx()),
    "cut short": lambda: docx()[:-200],
    "half of it missing": lambda: docx()[:400],
    "only an end": lambda: b"PK\x03\x04" + b"\0" * 40 + b"PK\x05\x06" + b"\0" * 18,
    "a zip of zips": lambda: _zip({"inner.zip": docx()}),
    "a spreadsheet": lambda: _zip({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<a/>"}),
    "an OpenDocument": lambda: _zip(
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}
    ),
    "macros by type only": lambda: docx(main_type="document.macroEnabled.main"),
    "no XML": lambda: docx(b"\x00\x01\x02 this is no XML"),
    "deep XML": lambda: docx(body("<w:sdt><w:sdtContent>" * 20_000 + "</w:sdtContent></w:sdt>" * 20_000)),
}
"""UP01 and its like: packages that must not be opened. Each is made when it is called for."""


def _zip(parts: Mapping[str, bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


def _entries(count: int) -> bytes:
    """Written by hand: the module for zip files takes seconds for so many."""
    local, listed = bytearray(), bytearray()
    for number in range(count):
        name = f"word/{number:06}.xml".encode()
        head = struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 33, 0, 0, 0, len(name), 0)
        listed += (
            b"PK\x01\x02"
            + struct.pack("<H", 20)
            + head
            + struct.pack("<HHHII", 0, 0, 0, 0, len(local))
            + name
        )
        local += b"PK\x03\x04" + head + name
    end = struct.pack("<HHHHIIH", 0, 0, min(count, 0xFFFF), min(count, 0xFFFF), len(listed), len(local), 0)
    return bytes(local + listed) + b"PK\x05\x06" + end


def _said(package: bytes, count: int) -> bytes:
    at = package.rfind(b"PK\x05\x06")
    return package[: at + 8] + struct.pack("<HH", count, count) + package[at + 12 :]


def lying_size() -> bytes:
    """The list says a thousand bytes; unpacked it would be 150 million."""
    package = bytearray(docx(body(paragraph("A" * 150_000_000))))
    at = package.find(b"PK\x01\x02")
    while at >= 0:
        length = struct.unpack("<H", package[at + 28 : at + 30])[0]
        if package[at + 46 : at + 46 + length] == b"word/document.xml":
            package[at + 24 : at + 28] = struct.pack("<I", 1_000)
        at = package.find(b"PK\x01\x02", at + 4)
    return bytes(package)


def _overlapping() -> bytes:
    """Two entries of the list lead to the same place."""
    package = bytearray(docx())
    first = package.find(b"PK\x01\x02")
    second = package.find(b"PK\x01\x02", first + 4)
    package[second + 42 : second + 46] = package[first + 42 : first + 46]
    return bytes(package)


def _flagged(package: bytes) -> bytes:
    made = bytearray(package)
    at = made.find(b"PK\x01\x02")
    made[at + 8] |= 1
    return bytes(made)


def _shifted(package: bytes) -> bytes:
    """Something stands in front, as in a file that is a program to one reader and a document to another."""
    return b"PK\x03\x04#!/bin/sh\nexit\n" + b"\0" * 1000 + package


def nested() -> bytes:
    """A document that carries a bomb and is otherwise fine."""
    inner = BytesIO()
    with ZipFile(inner, "w", ZIP_DEFLATED) as package:
        package.writestr(ZipInfo("bomb"), b"\0" * 50_000_000, ZIP_DEFLATED)
    return docx(more={"word/embeddings/bomb.zip": inner.getvalue()})


# --- PDF, written by hand ---------------------------------------------------------------------------


def pdf(objects: list[bytes], trailer: bytes = b"", start: int | None = None) -> bytes:
    """Objects numbered from 1, the first being the catalogue."""
    made, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    at = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<</Root 1 0 R/Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer.replace(b"XREF", str(at).encode()),
        at if start is None else start,
    )
    return bytes(made)


def stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (more, len(content), content)


def packed(content: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        content = zlib.compress(content, 9)
    return stream(content, b"/Filter[" + b"/FlateDecode" * times + b"]")


FONT = b"<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>/B<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold>>>>>>"
SAYS = b"BT /F 12 Tf 50 700 Td (Words that can be read.) Tj ET"


def page(
    content: bytes,
    resources: bytes = FONT,
    catalogue: bytes = b"",
    others: tuple[bytes, ...] = (),
    trailer: bytes = b"",
) -> bytes:
    """One page with a content stream; further objects are numbered from 5."""
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R%s>>" % catalogue,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources %s>>" % resources,
            content,
            *others,
        ],
        trailer,
    )


def printed(
    pages: list[list[tuple[float, float, str]]], outline: bytes = b"", others: tuple[bytes, ...] = ()
) -> bytes:
    """Pages of lines: size, height on the page, and words; a size below zero is bold."""
    kids, objects = [], []
    for at, lines in enumerate(pages):
        kids.append(b"%d 0 R" % (3 + 2 * at))
        shown = b"\n".join(
            b"BT /%s %.1f Tf 50 %.1f Td (%s) Tj ET"
            % (
                b"B" if size < 0 else b"F",
                abs(size),
                height,
                words.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)"),
            )
            for size, height, words in lines
        )
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents %d 0 R/Resources %s>>"
            % (4 + 2 * at, FONT),
            stream(shown),
        ]
    head = [
        b"<</Type/Catalog/Pages 2 0 R%s>>" % outline,
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids)),
    ]
    return pdf([*head, *objects, *others])


_FORM = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>/Length %d>>\nstream\n%s\nendstream"
_DRAWS = b"<</XObject<</X 5 0 R>>>>"


def _form(drawn: int, content: bytes) -> bytes:
    return _FORM % (drawn, len(content), content)


def _doubled() -> tuple[bytes, ...]:
    return tuple(_form(6 + number, b"/X Do /X Do") for number in range(40))


def _laughs() -> bytes:
    declared = entity_bomb().replace("w:document", "x:xmpmeta").encode()
    return stream(
        declared + b'<x:xmpmeta xmlns:x="adobe:ns:meta/">&e9;</x:xmpmeta>', b"/Type/Metadata/Subtype/XML"
    )


def _letters() -> bytes:
    cmap = (
        b"1 begincodespacerange <0000><FFFF> endcodespacerange 100 beginbfrange "
        + b"<0000><FFFF><0000> " * 50_000
    )
    wide = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/W[0 2000000000 5]>>"
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[%s]/ToUnicode 6 0 R>>"
        % wide
    )
    return page(stream(SAYS), b"<</Font<</F 5 0 R>>>>", others=(font, packed(cmap + b"endbfrange")))


def _twice() -> bytes:
    content = packed(zlib.compress(b"\0" * 10**8, 9) * 10)
    return page(content.replace(b"[/FlateDecode]", b"[/FlateDecode/FlateDecode]"))


def _ring() -> bytes:
    mark = b"<</Title(Round)/Next 6 0 R/First 5 0 R/Dest[3 0 R/Fit]>>"
    return page(stream(SAYS), catalogue=b"/Outlines 5 0 R", others=(b"<</First 6 0 R/Last 6 0 R>>", mark))


PDFS: dict[str, Callable[[], bytes]] = {
    "a table that follows itself": lambda: page(stream(SAYS), trailer=b"/Prev XREF"),
    "a table nowhere": lambda: pdf([b"<</Type/Catalog/Pages 2 0 R>>"], start=10**9),
    "a drawing that draws itself": lambda: page(stream(b"/X Do"), _DRAWS, others=(_form(5, b"/X Do"),)),
    "drawings that double": lambda: page(stream(b"/X Do"), _DRAWS, others=(*_doubled(), stream(SAYS))),
    "a page that is its own parent": lambda: pdf(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"]
    ),
    "a million objects": lambda: (
        b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n1\nendobj\n" % n for n in range(1, 800_000)) + b"%%EOF"
    ),
    "a table of a million objects": lambda: _million(),
    "a page of a gigabyte, packed twice": _twice,
    "a page of 70 MB of words": lambda: page(packed(b"BT /F 12 Tf (ab) Tj ET\n" * 3_000_000)),
    "a page of 20 MB of words": lambda: page(packed(b"BT /F 12 Tf (ab) Tj ET\n" * 900_000)),
    "a page of 40 MB of nothing": lambda: page(packed(b" " * 40_000_000)),
    "brackets without end": lambda: page(packed(b"[" * 2_000_000)),
    "brackets in an object": lambda: pdf([b"[" * 1_000_000]),
    "bookmarks in a ring": _ring,
    "a swelling description": lambda: page(stream(SAYS), catalogue=b"/Metadata 5 0 R", others=(_laughs(),)),
    "a length that points at itself": lambda: page(b"<</Length 4 0 R>>\nstream\nq\nendstream"),
    "letters without end": _letters,
    "only a beginning": lambda: b"%PDF-1.7\n",
    "a beginning and an end": lambda: b"%PDF-1.7\n%%EOF",
    "a third of it": lambda: _cut(0.3),
    "most of it": lambda: _cut(0.7),
    "all but its end": lambda: _cut(0.95),
    "zeros after the beginning": lambda: b"%PDF-1.7\n" + b"\0" * 1_000_000,
}
"""UP02: files that loop, swell or are broken. Some can be read all the same; none may do harm."""


def _cut(share: float) -> bytes:
    good = page(stream(SAYS))
    return good[: int(len(good) * share)]


def _million() -> bytes:
    rows = b"".join(b"%010d 00000 n \n" % (n % 10**6) for n in range(990_000))
    head = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    return (
        head
        + b"xref\n0 990000\n"
        + rows
        + b"trailer\n<</Root 1 0 R/Size 990000>>\nstartxref\n%d\n%%%%EOF\n" % len(head)
    )


def locked(owner_only: bool = False) -> bytes:
    """A PDF with a password, by pypdf's own writer (RC4, which needs no other library)."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(page(stream(SAYS)))))
    writer.encrypt("" if owner_only else "secret", "owner", algorithm="RC4-128")
    made = BytesIO()
    writer.write(made)
    return made.getvalue()
