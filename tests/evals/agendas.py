"""Every fixture case of an agenda, composed: the share of checks that pass, and the targets that are missed."""

from collections import Counter
from datetime import UTC, datetime

from assistant.domain.drafts import Check
from assistant.drafting import Drafting, Envelope
from assistant.guide import recent
from assistant.kinds.agenda.kind import AgendaKind
from assistant.library import load_library
from assistant.prompts import load_replies
from assistant.retrieval import Retriever
from assistant.settings import ROOT
from tests.agendas import TODAY, cases


def checked() -> list[tuple[str, tuple[Check, ...]]]:
    library = load_library(ROOT / "knowledge")
    retriever = Retriever(library)
    now = datetime.combine(TODAY, datetime.min.time(), UTC)
    agendas = Drafting(AgendaKind(), library, lambda: retriever, load_replies(ROOT / "prompts"), lambda: now)
    return [
        (case.name, agendas.draft(recent(case.facts), case.request, Envelope(id="e")).checks)
        for case in cases()
    ]


def main() -> None:
    found = checked()
    gates: dict[str, list[bool]] = {"must": [], "target": []}
    missed: Counter[str] = Counter()
    for _, checks in found:
        for check in checks:
            gates[check.gate].append(check.passed)
            missed.update([check.code] if not check.passed else [])
    whole = sum(all(c.passed for c in checks if c.gate == "must") for _, checks in found)
    print(f"\nAgendas composed without a model ({len(found)} cases)")
    print(f"  every must check passes in {whole} of {len(found)} cases")
    for gate, passed in gates.items():
        print(f"  {gate:7} {sum(passed)} of {len(passed)} checks ({sum(passed) / len(passed):.1%})")
    for code, times in missed.most_common():
        print(f"    missed {code} {times} times")


if __name__ == "__main__":
    main()
