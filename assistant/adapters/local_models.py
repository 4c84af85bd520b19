"""The models that can run on this machine: which there are, fetching them, and stopping the one that runs."""

from collections.abc import Callable

from assistant.adapters import downloads, shelf
from assistant.adapters.llama import LocalServer
from assistant.adapters.models import models_dir
from assistant.catalogue import Entry, catalogue, default_entry, entry_named
from assistant.domain.models import LocalModel
from assistant.settings import Settings

Progress = Callable[[int, int], None]


class LocalModels:
    """Raises InputError for a name the catalogue does not have, ModelError when no source has the bytes."""

    def __init__(self, settings: Settings) -> None:
        self._folder = models_dir(settings)
        self._server = LocalServer(settings.data_dir, self._folder, threads=settings.threads)

    def listed(self) -> list[LocalModel]:
        """Smallest first."""
        here = shelf.available(self._folder)
        running = self.running()
        return [
            LocalModel(
                **entry.model_dump(include=set(LocalModel.model_fields)),
                here=entry.name in here,
                fits=shelf.fits(entry),
                running=entry.name == running,
            )
            for entry in catalogue()
        ]

    def entry(self, name: str = "") -> Entry:
        """The model of that name; without a name the one we offer first."""
        return entry_named(name) if name else default_entry()

    def pull(self, name: str = "", progress: Progress = lambda done, total: None) -> LocalModel:
        """Fetch it and verify it. Broken off, also by an exception of `progress`, it goes on next time."""
        entry = self.entry(name)
        downloads.pull(entry, self._folder, progress)
        return next(one for one in self.listed() if one.name == entry.name)

    def remove(self, name: str) -> None:
        downloads.remove(self.entry(name), self._folder)

    def running(self) -> str:
        """The name of the model that is loaded now, or nothing."""
        found = self._server.running()
        return found.model if found else ""

    def stop(self) -> None:
        self._server.stop()
