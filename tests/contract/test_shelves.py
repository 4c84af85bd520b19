"""Shelves of two programmes on one Chroma server: named apart, and nothing left of what is withdrawn."""

from pathlib import Path
from typing import Any

import pytest

from assistant.adapters.records.store import SqlRecords
from assistant.bootstrap import Assistant
from assistant.domain.people import Role
from assistant.settings import Settings
from tests.contract.test_index import server  # noqa: F401  # a fixture
from tests.fakes import WordEmbedder
from tests.shelf import BROWSE, CURATE, publish
from tests.world import World

ASK = "Who has the brass key of the bicycle shed?"


@pytest.fixture
def assistant(server: str, records: SqlRecords, tmp_path: Path) -> Assistant:  # noqa: F811
    made = Assistant(Settings(data_dir=tmp_path / "data", chroma_url=server))
    vars(made).update(records=records, embedder=WordEmbedder())
    return made


def kept(assistant: Assistant, worlds: list[World]) -> list[str]:
    """Which of these programmes have a collection; the server is shared with other tests."""
    vectors: Any = assistant._indexes.vectors
    names = [one.name for one in vectors._connected().list_collections()]
    ids = [world.coordinator.programme_id for world in worlds]
    return [one for one in ids for name in names if name.startswith(f"own_{one}_")]


def test_on_a_server(assistant: Assistant, records: SqlRecords) -> None:
    worlds = [World(records).found(name) for name in ("Riverside", "Hillside")]
    for world, text in zip(
        worlds, ("The brass key of the bicycle shed hangs here.", "A kettle."), strict=True
    ):
        world.add("Tess", Role.TRAINER)
        world.add("Mo", Role.MENTOR)
        document = publish(records, world.acting("Tess"), text)
        assistant.guide.publish(world.acting("Tess"), document.id, 1)
    one, other = (world.coordinator.programme_id for world in worlds)
    assert kept(assistant, worlds) == [one, other]
    shelves = assistant.shelves
    (hit,) = shelves.search(worlds[0].acting("Mo"), BROWSE, ASK, 5).hits  # type: ignore[union-attr]
    assert hit.passage.text.startswith("The brass key")
    assert not shelves.search(worlds[1].acting("Mo"), BROWSE, ASK, 5).hits  # type: ignore[union-attr]
    (document,) = records.materials(worlds[0].acting("Tess"), CURATE)
    assistant.guide.delete(worlds[0].acting("Tess"), document.id)
    assert kept(assistant, worlds) == [other]
