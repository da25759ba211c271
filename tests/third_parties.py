"""Everything the bot is made of that others wrote: versions, licences, sizes.

`make licences` runs this file, which writes THIRD_PARTIES.md from what is installed. A test finds what that
lacks.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).parents[1]
LIST = PROJECT / "THIRD_PARTIES.md"
_CLASSIFIER = "License :: OSI Approved :: "
_LONGEST = 60  # characters; some packages put the whole text where its name belongs
_HEAD = """\
# What others wrote
Everything `pip install` brings to run the bot, here on Linux for Python 3.11, with its licence as the package
states it. Written by `make licences`. Sizes are on disk, in megabytes.

"""


def installed(name: str, extras: frozenset[str] = frozenset()) -> Iterator[Distribution]:
    """Yield a package and what it needs to run on this machine."""
    waiting = [(name, extras)]
    seen = {(canonicalize_name(name), extras)}
    while waiting:
        one, wanted = waiting.pop()
        try:
            found = distribution(one)
        except PackageNotFoundError:
            continue
        yield found
        for line in found.requires or ():
            need = Requirement(line)
            key = (canonicalize_name(need.name), frozenset(need.extras))
            chosen = [{"extra": extra} for extra in wanted or {""}]
            wants = need.marker is None or any(need.marker.evaluate(one) for one in chosen)
            if wants and key not in seen:
                seen.add(key)
                waiting.append((need.name, frozenset(need.extras)))


def needed() -> list[Distribution]:
    """Return everything the project in this tree needs to run, by name."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    by_name: dict[str, Distribution] = {}
    for line in project["dependencies"]:
        need = Requirement(line)
        for one in installed(need.name, frozenset(need.extras)):
            by_name[canonicalize_name(one.metadata["Name"])] = one
    return [by_name[name] for name in sorted(by_name)]


def licence_of(one: Distribution) -> str:
    """Return what a package states of its licence, "not stated" where it says nothing."""
    metadata = one.metadata
    stated = " ".join(metadata.get_all("License-Expression") or ())
    if not stated:
        classified = [
            line.removeprefix(_CLASSIFIER)
            for line in metadata.get_all("Classifier") or ()
            if line.startswith(_CLASSIFIER)
        ]
        stated = (
            " / ".join(classified) or "".join(metadata.get_all("License") or ()).strip().partition("\n")[0]
        )
    return re.sub(r"\s+", " ", stated)[:_LONGEST] or "not stated"


def megabytes(one: Distribution) -> float:
    """Return the size of a package's files on disk."""
    paths = [Path(str(one.locate_file(file))) for file in one.files or ()]
    return sum(path.stat().st_size for path in paths if path.is_file()) / 1_000_000


def table() -> str:
    """Return the list as it is written."""
    rows = [(one.metadata["Name"], one.version, licence_of(one), megabytes(one)) for one in needed()]
    lines = [f"| {name} | {version} | {licence} | {size:.1f} |" for name, version, licence, size in rows]
    total = f"| in all | {len(rows)} packages | | {sum(row[3] for row in rows):.0f} |"
    return _HEAD + "\n".join(
        ["| package | version | licence | MB |", "| --- | --- | --- | --- |", *lines, total, ""]
    )


if __name__ == "__main__":
    LIST.write_text(table(), encoding="utf-8")
    print(f"{LIST.name}: {len(needed())} packages")
