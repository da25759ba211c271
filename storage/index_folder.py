"""The folder of a search index: whose copy it holds, whether it is whole, and who may write there."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import IndexUnusable

INDEX_EDITION = 3
"""Changes whenever the same article would be indexed differently: other editions are made anew."""

_STATE = "state.json"
_LOCK = "writing.lock"
_PATIENCE = 5.0  # seconds to wait for another process that writes
_LOOK = 0.05  # seconds between two looks
_CHANGING = frozenset(
    {"meta.json", ".managed.json"}
)  # files of an index that are written anew in their place


class StoredIndexFolder:
    """A folder that holds one index and nothing else."""

    def __init__(self, path: Path, patience: float = _PATIENCE) -> None:
        """Take a folder, which need not exist.

        Args:
            path: of the folder.
            patience: seconds to wait for another process that writes there.
        """
        self.path = path
        self._patience = patience
        self._sums: dict[str, int] = {}
        self._alone = False

    def made(self, name: str) -> str:
        """Return the path of a folder inside, made where it is missing.

        Raises:
            OSError: it cannot be made.
        """
        inside = self.path / name
        inside.mkdir(parents=True, exist_ok=True)
        return str(inside)

    def mark(self) -> str | None:
        """Return the mark of the corpus this is a copy of, None for a folder without an index.

        Raises:
            IndexUnusable: it was not finished, is of another edition, or a file of it is damaged.
        """
        try:
            if not any(one.is_dir() for one in self.path.iterdir()):
                return None
            state = json.loads((self.path / _STATE).read_text(encoding="utf-8"))
            edition, mark, sums = state["edition"], str(state["mark"]), dict(state["sums"])
            found = self._summed()
        except FileNotFoundError:
            if not self.path.exists():
                return None
            raise IndexUnusable("The search index was not finished.") from None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexUnusable("The search index cannot be read.") from error
        if edition != INDEX_EDITION:
            raise IndexUnusable("The search index is of another version of the program.")
        # A file that is not there was merged into others, after the state was noted.
        if any(found.get(name, known) != known for name, known in sums.items()):
            raise IndexUnusable("The search index is damaged.")
        return mark

    def note(self, mark: str) -> None:
        """Note that the index is now a copy of the corpus with this mark.

        Raises:
            IndexUnusable: it cannot be written.
        """
        try:
            state = {"edition": INDEX_EDITION, "mark": mark, "sums": self._summed()}
            written = self.path / f"{_STATE}.new"
            with written.open("w", encoding="utf-8") as file:
                json.dump(state, file)
                file.flush()
                os.fsync(file.fileno())
            written.replace(self.path / _STATE)
        except OSError as error:
            raise IndexUnusable(f"The search index cannot be written: {error.strerror}.") from error

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every other process from writing here while the body runs; inside itself it changes nothing.

        Raises:
            IndexUnusable: another process keeps writing, or nothing can be written.
        """
        if self._alone:
            yield
            return
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            lock = (self.path / _LOCK).open("w")
        except OSError as error:
            raise IndexUnusable(f"The search index cannot be written: {error.strerror}.") from error
        with lock:  # closing the file lets the lock go
            until = time.monotonic() + self._patience
            while not _locked(lock.fileno()):
                if time.monotonic() > until:
                    raise IndexUnusable("Another process is writing the search index.")
                time.sleep(_LOOK)
            self._alone = True
            try:
                yield
            finally:
                self._alone = False

    def clear(self) -> None:
        """Take out everything; only to be called `alone`."""
        for inside in self.path.iterdir():
            if inside.is_dir():
                shutil.rmtree(inside, ignore_errors=True)
            elif inside.name != _LOCK:
                inside.unlink(missing_ok=True)
        self._sums = {}

    def size(self) -> int:
        """Return how many bytes the index takes on disk."""
        return sum(path.stat().st_size for path in self._files())

    def _summed(self) -> dict[str, int]:
        """Return a checksum of every file that is never written twice, each worked out once."""
        names = {str(path.relative_to(self.path)): path for path in self._files()}
        self._sums = {
            name: self._sums[name] if name in self._sums else zlib.crc32(path.read_bytes())
            for name, path in names.items()
        }
        return self._sums

    def _files(self) -> list[Path]:
        return [
            path
            for path in self.path.glob("*/*")
            if path.name not in _CHANGING and path.suffix != ".lock" and path.is_file()
        ]


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
