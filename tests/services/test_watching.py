from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.services.taking_in.folder_watching import watch_folder


@asynccontextmanager
async def watched(folder: Path) -> AsyncIterator[Callable[[], Awaitable[set[str]]]]:
    """Watch a folder; what is given waits for the next call and returns the files there were at it."""
    calls: asyncio.Queue[set[str]] = asyncio.Queue()

    async def changed() -> None:
        await calls.put(names_in(folder))

    task = asyncio.create_task(watch_folder(folder, changed, rest=20, look=50))

    def told() -> Awaitable[set[str]]:
        return asyncio.wait_for(calls.get(), 20)

    try:
        yield told
        assert not task.done()
    finally:
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_it_tells_once_when_it_stands_and_again_after_each_change(tmp_path: Path) -> None:
    async with watched(tmp_path) as told:
        await told()
        file = tmp_path / "001.txt"
        write(file, "one")
        await told()
        write(file, "two")
        await told()
        file.unlink()
        await told()


async def test_files_in_folders_made_later_are_seen(tmp_path: Path) -> None:
    async with watched(tmp_path) as told:
        await told()
        (tmp_path / "below").mkdir()
        await told()
        write(tmp_path / "below" / "001.txt", "one")
        await told()


async def test_many_changes_in_a_row_are_told_together(tmp_path: Path) -> None:
    async with watched(tmp_path) as told:
        await told()
        for number in range(200):
            write(tmp_path / f"{number}.txt", "text")
        await told()
        write(tmp_path / "last.txt", "text")
        await told()


async def test_hidden_files_are_not_told(tmp_path: Path) -> None:
    seen: list[set[str]] = []

    async def changed() -> None:
        seen.append(names_in(tmp_path))
        if len(seen) == 1:
            write(tmp_path / ".001.txt.swp", "half written")
            asyncio.get_running_loop().call_later(0.3, write, tmp_path / "001.txt", "whole")
        else:
            raise LookupError

    with pytest.raises(LookupError):
        await asyncio.wait_for(watch_folder(tmp_path, changed, rest=20, look=50), 20)
    assert "001.txt" in seen[1]


async def test_a_folder_that_comes_later_is_watched_from_then_on(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    async with watched(folder) as told:
        folder.mkdir()
        await told()
        write(folder / "001.txt", "one")
        await told()


async def test_a_folder_that_goes_and_comes_back_is_watched_again(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    async with watched(folder) as told:
        await told()
        shutil.rmtree(folder)
        folder.mkdir()
        for name in ("001.txt", "002.txt"):
            write(folder / name, "text")
            # The folder's going may have been told as well.
            while name not in await told():
                pass


async def test_what_the_callback_raises_ends_the_watch(tmp_path: Path) -> None:
    async def broken() -> None:
        raise LookupError("no")

    with pytest.raises(LookupError):
        await asyncio.wait_for(watch_folder(tmp_path, broken, look=50), 20)


def write(path: Path, text: str) -> None:
    path.write_text(text)


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()
