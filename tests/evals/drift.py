"""The drift check on labelled personalisations: `python -m tests.evals.drift`."""

import math
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import yaml

from assistant.adapters.embedder import MiniLM
from assistant.domain.value import Value
from assistant.drift.judge import Verdict, judge
from assistant.errors import AssistantError
from assistant.grounding import Known
from assistant.kind import Slot
from assistant.ports import Embedder
from assistant.settings import load_settings

FILE = Path(__file__).with_name("personalisations.yaml")


class Case(Value):
    """One labelled personalisation of one slot."""

    id: str
    split: str
    form: str
    slot: Slot
    text: str
    good: bool
    why: str
    fault: str = ""


class Score(Value):
    """How the check did on one split. An accepted bad line is the expensive mistake."""

    good: int
    good_accepted: int
    bad: int
    bad_accepted: int

    @property
    def recall_good(self) -> float:
        return self.good_accepted / self.good

    @property
    def share_bad_accepted(self) -> float:
        return self.bad_accepted / self.bad


def cases() -> list[Case]:
    return list(_read(yaml.safe_load(FILE.read_text(encoding="utf-8"))["slots"]))


def _read(slots: list[dict[str, object]]) -> Iterator[Case]:
    for entry in slots:
        fields = dict(entry)
        head = {key: fields.pop(key) for key in ("id", "split", "form")}
        labelled = [(True, one) for one in fields.pop("good")] + [(False, one) for one in fields.pop("bad")]
        slot = Slot(path="line", **fields)
        for good, one in labelled:
            yield Case(**head, slot=slot, good=good, **one)


def verdict(case: Case, embedder: Embedder | None) -> Verdict:
    slot = case.slot
    return judge(
        slot, case.text, Known.of([slot.composed, *slot.facts, slot.speaker, slot.listener]), embedder
    )


def score(chosen: list[Case], embedder: Embedder | None) -> Score:
    said = [(case.good, verdict(case, embedder).ok) for case in chosen]
    return Score(
        good=sum(good for good, _ in said),
        good_accepted=sum(good and ok for good, ok in said),
        bad=sum(not good for good, _ in said),
        bad_accepted=sum(not good and ok for good, ok in said),
    )


def wilson(hits: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    if not total:
        return 0.0, 1.0
    z, share = 1.96, hits / total
    middle = share + z * z / (2 * total)
    spread = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return (middle - spread) / (1 + z * z / total), (middle + spread) / (1 + z * z / total)


def the_embedder() -> Embedder | None:
    """The real one; without its file the words alone are measured, and that is said."""
    embedder = MiniLM(load_settings().data_dir / "index")
    try:
        embedder.embed_query("ready")
    except AssistantError as error:
        print(f"no embedder: {error}")
        return None
    return embedder


def _line(name: str, hits: int, total: int) -> str:
    low, high = wilson(hits, total)
    return f"  {name:<34} {hits:>3} of {total:<3}  {hits / max(1, total):6.1%}  [{low:.1%}, {high:.1%}]"


def report(chosen: list[Case], embedder: Embedder | None, title: str, show: bool) -> None:
    told = [(case, verdict(case, embedder)) for case in chosen]
    accepted = [case for case, said in told if said.ok]
    good = sum(case.good for case in chosen)
    print(title)
    print(_line("accepted that are good (precision)", sum(case.good for case in accepted), len(accepted)))
    print(_line("good that are accepted (recall)", sum(case.good for case in accepted), good))
    refused = [case for case, said in told if not said.ok]
    print(_line("refused that are bad (precision)", sum(not case.good for case in refused), len(refused)))
    print(_line("bad that are refused (recall)", sum(not case.good for case in refused), len(chosen) - good))
    slips = Counter(case.fault for case in accepted if not case.good)
    print("  accepted though bad, by sort:", dict(slips) or "none")
    if show:
        for case, said in told:
            if said.ok != case.good:
                print(f"  {'GOOD' if case.good else 'BAD '} {case.id}: {case.text}")
                print(f"       {said.closeness} {' '.join(said.reasons)}")


def main() -> None:
    embedder = the_embedder()
    everything = cases()
    for split in ("dev", "test"):
        chosen = [case for case in everything if case.split == split]
        show = split in sys.argv[1:]
        if embedder:
            report(chosen, embedder, f"{split}, with the embedder", show)
        report(chosen, None, f"{split}, words alone", show)


if __name__ == "__main__":
    main()
