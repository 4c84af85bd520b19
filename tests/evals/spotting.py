"""How well strengths are spotted in labelled sentences: `python -m tests.evals.spotting`."""

import sys
from pathlib import Path

import yaml

from assistant.domain.value import Value
from assistant.spotting import Spotted, spot
from tests.evals.drift import wilson

FILE = Path(__file__).with_name("spotting.yaml")


class Label(Value):
    """One deed a fair reader finds, with every name that fits it."""

    about: str
    words: str
    names: tuple[str, ...]

    def fits(self, spotted: Spotted) -> bool:
        return spotted.about == self.about and self.words in spotted.quote and spotted.name in self.names


class Sentence(Value):
    text: str
    labels: tuple[Label, ...]


class Score(Value):
    spotted: int
    right: int
    labelled: int
    found: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.spotted)

    @property
    def recall(self) -> float:
        return self.found / max(1, self.labelled)


def sentences(split: str) -> list[Sentence]:
    """`dev` was looked at while the rules were made, `test` was not."""
    held = yaml.safe_load(FILE.read_text(encoding="utf-8"))["sentences"]
    return [
        Sentence(
            text=one["text"],
            labels=tuple(Label(about=f["about"], words=f["in"], names=f["names"]) for f in one["found"]),
        )
        for one in held[0 if split == "dev" else 1 :: 2]
    ]


def score(chosen: list[Sentence]) -> Score:
    told = [(one, spot(one.text)) for one in chosen]
    return Score(
        spotted=sum(len(found) for _, found in told),
        right=sum(any(label.fits(each) for label in one.labels) for one, found in told for each in found),
        labelled=sum(len(one.labels) for one in chosen),
        found=sum(any(label.fits(each) for each in found) for one, found in told for label in one.labels),
    )


def main() -> None:
    for split in ("dev", "test"):
        chosen = sentences(split)
        got = score(chosen)
        print(f"strengths in words, {split} ({len(chosen)} sentences)")
        for name, hits, of in (
            ("precision", got.right, got.spotted),
            ("recall", got.found, got.labelled),
        ):
            low, high = wilson(hits, of)
            print(f"  {name:<10} {hits:>3} of {of:<3} {hits / max(1, of):6.1%}  [{low:.1%}, {high:.1%}]")
        if split in sys.argv[1:]:
            for one in chosen:
                found = spot(one.text)
                wrong = [each for each in found if not any(label.fits(each) for label in one.labels)]
                missed = [label for label in one.labels if not any(label.fits(each) for each in found)]
                if wrong or missed:
                    print(f"  {one.text}\n     wrong {wrong}\n     missed {missed}")


if __name__ == "__main__":
    main()
