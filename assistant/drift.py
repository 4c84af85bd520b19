"""Does a personalised line still say what the composed one says? Judged by code, in sentences a model can use."""

from assistant import figures, grounding, manners, owners
from assistant.domain.value import Value
from assistant.grounding import Known
from assistant.kind import Slot
from assistant.ports import Embedder
from assistant.terms import STOP_WORDS, stems

VERSION = 1
"""Raised when a rule or a threshold changes: what a model earned under other rules no longer counts."""

CLOSE = 0.6
"""Least cosine between the composed and the personalised line (tuned on the dev split)."""
KEPT = 0.4
"""Least share of the composed content words that stay, beside the cosine."""
KEPT_ALONE = 0.55
"""The same without an embedder, when words are all there is."""


_OPENERS = frozenset(
    "suppose imagine picture think look looking remember thinking take taking halfway now right last today next "
    "together something somebody someone everyone everybody nobody two three four five six seven eight nine ten "
    "choose name tell describe list pick share let yes".split()
)
"""Capital letters at the start of a sentence that are no names."""


class Verdict(Value):
    """`reasons` are sentences that tell the writer what to mend."""

    ok: bool
    reasons: tuple[str, ...] = ()
    closeness: float = 0.0
    """Cosine, or the share of words kept when there is no embedder."""


def judge(slot: Slot, text: str, known: Known, embedder: Embedder | None) -> Verdict:
    """All rules at once, so that one second try can mend everything."""
    reasons = [*manners.faults(slot, text), *_strangers(slot, text, known)]
    reasons += figures.changed(slot.composed, text, slot.facts)
    reasons += owners.changed(slot, text)
    kept = share_kept(slot.composed, text)
    closeness = cosine(slot.composed, text, embedder) if embedder else kept
    if kept < (KEPT if embedder else KEPT_ALONE) or closeness < (CLOSE if embedder else KEPT_ALONE):
        reasons.append(f"It lost the point of the line: {slot.aim}")
    return Verdict(ok=not reasons, reasons=tuple(dict.fromkeys(reasons)), closeness=round(closeness, 3))


def share_kept(composed: str, text: str) -> float:
    """How many of the composed content words are still there, 0 to 1."""
    wanted = set(stems(composed))
    return len(wanted & set(stems(text))) / len(wanted) if wanted else 1.0


def cosine(composed: str, text: str, embedder: Embedder) -> float:
    """The composed line is embedded once and kept: several wordings are held against it."""
    return float(embedder.embed_query(composed).ravel() @ embedder.embed([text])[0])


def _strangers(slot: Slot, text: str, known: Known) -> list[str]:
    """Names and places that neither the line nor its facts hold; figures are looked at elsewhere."""
    given = [slot.composed, slot.speaker, slot.listener, *slot.facts]
    held = {stem for part in given for stem in stems(part)}
    local = Known.of(given)
    ordinary = known.vocabulary | local.vocabulary | STOP_WORDS | _OPENERS
    local = Known(words=local.words, vocabulary=frozenset(ordinary))
    strange = [
        word
        for word in grounding.invented(text, local)
        if word.isalpha() and stems(word)[0] not in held and not (word.endswith("ing") and _opens(text, word))
    ]
    return [f"Nobody spoke of {', '.join(strange)}; use no other names, places or days."] if strange else []


def _opens(text: str, word: str) -> bool:
    return text.startswith(word) or any(f"{mark} {word}" in text for mark in ".!?:;")
