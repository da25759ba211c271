"""What an ingest is given: files, folders and addresses, and the name each document is known by.

A file is known by its path, relative to the working directory where it lies below it: the database and the
corpus beside it may be moved together.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.languages.saying import say
from bot.services.taking_in.fetching import Fetched
from bot.words.changes import Failure
from bot.words.documents import Document, GivenFacts

_LINES = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class StatedPage:
    """A page that was fetched already, known by its `url`, and what is stated of it elsewhere.

    `first` goes before what the page says of itself, `otherwise` holds where it says nothing.
    """

    page: Fetched
    first: GivenFacts
    otherwise: GivenFacts

    @property
    def location(self) -> str:
        """The name its document is known by."""
        return self.page.url


Given = str | Path | StatedPage | Document
"""What an ingest may be given: an address or a path, a page fetched, or a document read already."""


@dataclass(slots=True)
class Inputs:
    """Everything there is to read, by location, in order; and the folders that were listed whole.

    `unlisted` are folders whose content is not known: what was stored from them is kept. `named` are the
    files given one by one.
    """

    files: dict[str, Path] = field(default_factory=dict)
    addresses: list[str] = field(default_factory=list)
    handed: dict[str, StatedPage | Document] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    failures: list[Failure] = field(default_factory=list)

    def gone(self, locations: Iterable[str]) -> list[str]:
        """Return the stored locations that lay in a folder listed here and are there no more."""
        if not self.folders:
            return []
        return [
            location
            for location in locations
            if _within(location, self.folders)
            and not _within(location, self.unlisted)
            and file_location(location) not in self.files
        ]


def is_address(given: str) -> bool:
    """Say whether an input is an address of the web rather than a path."""
    return given.lower().startswith(("http://", "https://"))


def list_inputs(given: Sequence[Given]) -> Inputs:
    """List what there is to read: folders with everything below them, but for hidden files.

    Args:
        given: paths of files and folders, addresses, and pages and documents handed over.

    Returns:
        The inputs, each once, files of a folder in order of their paths. What is not there is a failure.
    """
    inputs = Inputs()
    for one in given:
        if isinstance(one, StatedPage | Document):
            inputs.handed[one.location] = one
            continue
        if isinstance(one, str) and is_address(one):
            address = one.partition("#")[0]
            if address not in inputs.addresses:
                inputs.addresses.append(address)
            continue
        path = Path(one)
        if path.is_dir():
            _list_folder(path, inputs)
        elif path.exists():
            inputs.named.add(location_of(path))
            _add(path, inputs)
        else:
            inputs.failures.append(
                Failure(_printable(path), say("{file}: there is no such file.", file=_printable(path)))
            )
    return inputs


def location_of(path: Path) -> str:
    """Return the name a file is known by."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - links are kept: a corpus may be one
    try:
        return absolute.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return absolute.as_posix()


def file_location(location: str) -> str:
    """Return the location of the file a document is from: its own, or that of the file it is a line of."""
    file, mark, line = location.rpartition("#")
    return file if mark and line.isdecimal() and file.lower().endswith(_LINES) else location


def holds_lines(path: Path) -> bool:
    """Say whether a file holds one article a line, each a document of its own."""
    return path.suffix.lower() in _LINES


def _within(location: str, folders: Iterable[str]) -> bool:
    return any(_below(location, folder) for folder in folders)


def _below(location: str, folder: str) -> bool:
    if folder == ".":
        return not location.startswith("/") and not is_address(location)
    return location.startswith(folder.rstrip("/") + "/")


def _list_folder(folder: Path, inputs: Inputs) -> None:
    def unreadable(error: OSError) -> None:
        inputs.unlisted.append(location_of(Path(error.filename)))
        name = _printable(Path(error.filename))
        inputs.failures.append(
            Failure(
                name, say("{file}: the folder cannot be read ({reason}).", file=name, reason=error.strerror)
            )
        )

    inputs.folders.append(location_of(folder))
    inside = folder.resolve()
    for parent, below, names in os.walk(folder, onerror=unreadable):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                _add_found(Path(parent, name), inside, inputs)


def _add_found(path: Path, inside: Path, inputs: Inputs) -> None:
    """Add a file of a folder, unless it is a link to what lies elsewhere: who may put files into the folder
    may not have any file of this machine read.
    """
    if path.is_symlink():
        name, leads = _printable(path), _leads_to(path)
        if leads is None:
            inputs.failures.append(Failure(name, say("{file}: the link leads nowhere.", file=name)))
            return
        if not leads.is_relative_to(inside):
            inputs.failures.append(Failure(name, say("{file}: the link leads out of the folder.", file=name)))
            return
    _add(path, inputs)


def _leads_to(link: Path) -> Path | None:
    """Return where a link leads, None where it leads round in a circle."""
    try:
        return link.resolve()
    except (OSError, RuntimeError):  # Python 3.12 and older raise the second of a circle
        return None


def _add(path: Path, inputs: Inputs) -> None:
    location = location_of(path)
    if _printable(path) != str(path):
        inputs.failures.append(
            Failure(_printable(path), say("{file}: the file's name is not Unicode.", file=_printable(path)))
        )
        return
    inputs.files[location] = path


def _printable(path: Path) -> str:
    return str(path).encode(errors="backslashreplace").decode()
