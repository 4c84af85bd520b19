"""`assistant eval`: how good the assistant is at what it does, in numbers."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands import opened, output
from assistant.commands.output import Json
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.measuring import Estimate

app = typer.Typer(no_args_is_help=True, help="Measure the quality of search.")


ROWS = (("recall", "Recall@5"), ("mrr", "MRR@10"), ("ndcg", "nDCG@10"), ("refused", "refused"))


@app.callback()
def group() -> None:
    """Measure the quality of search."""


@app.command()
def retrieval(
    beir: Annotated[
        Path | None,
        typer.Option(help="A folder with corpus.jsonl, queries.jsonl and qrels/test.tsv, in BEIR's layout."),
    ] = None,
    split: Annotated[str, typer.Option(help="Which labels: qrels/SPLIT.tsv.")] = "test",
    json: Json = False,
) -> None:
    """Measure search on a set of questions and texts: by words, by meaning, and as we do it.

    Nothing of it is stored but the vectors of the texts, so that a second run is fast. A document is
    one passage here; the search of the notes shows two of a note at most, which cannot happen here.
    """
    if beir is None:
        raise InputError(
            "Name a folder in BEIR's layout: `assistant eval retrieval --beir DIR`. "
            "Our own questions are measured by `make eval`, in a checkout."
        )
    if split != Path(split).name:
        raise InputError(
            f"--split {split!r} is not the name of a file without its ending, such as test or dev."
        )
    from assistant import measuring
    from assistant.beir import read

    found = read(beir, split)
    name = hashlib.sha256(str(beir.resolve()).encode()).hexdigest()[:16]
    assistant = opened.assistant()
    with (
        output.progress(f"Indexing {len(found.passages)} documents", quiet=json) as progress,
        assistant.ways(found, name, progress) as ways,
    ):
        measured = measuring.compare(ways, found.queries)
    if json:
        output.print_json(
            {"set": beir.name, "split": split, "documents": len(found.passages), "ways": measured}
        )
        return
    output.say(f"{len(found.passages)} documents, {len(found.queries)} questions ({split}).")
    rows = [(title, *(_cell(getattr(one, name)) for one in measured.values())) for name, title in ROWS]
    output.table(("", *measured), rows)
    output.say(
        "In brackets: where 95 of 100 means would lie if as many questions were drawn again. "
        "Refused: questions that our floor, which is set for the practice notes, calls not covered."
    )


def _cell(estimate: "Estimate | None") -> str:
    return f"{estimate.value:.3f} ({estimate.low:.2f}-{estimate.high:.2f})" if estimate else ""
