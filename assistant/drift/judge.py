"""Does a personalised line still say what the composed one says? Judged by code, in words a model can use."""

import re

from assistant import grounding
from assistant.domain.value import Value
from assistant.drift import figures, manners, novelty, owners
from assistant.drift.wordlists import wordlist
from assistant.grounding import Known
from assistant.kind import Slot
from assistant.ports import Embedder
from assistant.terms import STOP_WORDS

_QUOTED = re.compile(r"[\"\u201c]([^\"\u201c\u201d]+)[\"\u201d]")

VERSION = 1
"""Raised when a rule or a threshold changes: what a model earned under other rules no longer counts."""

CLOSE = 0.65
"""Least cosine between the composed and the personalised line. It finds another topic and nothing finer:
on the labelled dev split 245 of 287 bad lines are closer than this, so the rules come first."""
KEPT = 0.4
"""Least share of the composed content words that stay, beside the cosine."""
MAY_GO = 0.2
"""When this share of what the line has from its facts is gone, it is not theirs any more."""
KEPT_ALONE = 0.55
"""The same without an embedder, when words are all there is."""

LONGEST_WORD = 20
"""Characters a word may take on average; whatever is longer is not read any further."""


class Verdict(Value):
    """`reasons` are sentences that tell the writer what to mend."""

    ok: bool
    reasons: tuple[str, ...] = ()
    closeness: float = 0.0
    """Cosine, or the share of words kept when there is no embedder."""


def judge(slot: Slot, text: str, known: Known, embedder: Embedder | None) -> Verdict:
    """All rules at once, so that one second try can mend everything."""
    if len(text) > slot.max_words * LONGEST_WORD:
        return Verdict(ok=False, reasons=(f"At most {slot.max_words} words.",))
    reasons = [*manners.faults(slot, text), *_strangers(slot, text, known)]
    reasons += figures.changed(slot.composed, text, slot.facts)
    reasons += owners.changed(slot, text)
    reasons += _misquoted(slot, text)
    own = novelty.anchors(slot.composed, slot.facts)
    if len(gone := novelty.lost(own, text)) >= max(1, len(own) * MAY_GO):
        reasons.append(f"Keep these words of the facts: {', '.join(gone)}.")
    kept = novelty.kept(slot.composed, text)
    closeness = cosine(slot.composed, text, embedder) if embedder else kept
    if novelty.part_lost(slot.composed, text):
        reasons.append(f'Keep what each part of the line says: "{novelty.part_lost(slot.composed, text)}".')
    if kept < (KEPT if embedder else KEPT_ALONE) or closeness < (CLOSE if embedder else KEPT_ALONE):
        reasons.append(f"It lost the point of the line: {slot.aim}")
    return Verdict(ok=not reasons, reasons=tuple(dict.fromkeys(reasons)), closeness=round(closeness, 3))


def cosine(composed: str, text: str, embedder: Embedder) -> float:
    """The composed line is embedded once and kept: several wordings are held against it."""
    return float(embedder.embed_query(composed).ravel() @ embedder.embed([text])[0])


def _strangers(slot: Slot, text: str, known: Known) -> list[str]:
    """Names, places and things that neither the line nor its facts hold; figures are looked at elsewhere."""
    given = [slot.composed, slot.speaker, slot.listener, *slot.facts]
    reasons = []
    if new := novelty.brought_in(text, [*given, slot.aim]):
        reasons.append(f"Neither the line nor its facts speak of {', '.join(new)}; leave that out.")
    local = Known.of([slot.composed, slot.speaker, slot.listener])
    ordinary = known.vocabulary | local.vocabulary | STOP_WORDS | wordlist("openers") | wordlist("numbers")
    local = Known(words=local.words, vocabulary=frozenset(ordinary))
    names = [word for word in grounding.invented(text, local) if word.isalpha()]
    # A sentence may open with any form of a word of the line: "Teaching your cousin ...".
    names = [word for word in names if novelty.brought_in(word, given) or not _opens(text, word)]
    if names:
        reasons.append(f"Nobody spoke of {', '.join(names)}; use no other names, places or days.")
    return reasons


def _misquoted(slot: Slot, text: str) -> list[str]:
    """What stands in quotation marks is somebody's own words: whole, in their order, or not in marks."""
    given = {_bare(quote) for part in [slot.composed, *slot.facts] for quote in _QUOTED.findall(part)}
    old = [_bare(quote) for quote in _QUOTED.findall(slot.composed)]
    new = [_bare(quote) for quote in _QUOTED.findall(text)]
    if not given.issuperset(new):
        return ["Quote whole and word for word, or not at all."]
    if [quote for quote in new if quote in old] != [quote for quote in old if quote in new]:
        return ["Keep the quotations in the order of the line."]
    return []


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _opens(text: str, word: str) -> bool:
    return text.startswith(word) or any(f"{mark} {word}" in text for mark in ".!?:;")
