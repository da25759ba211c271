"""Answers written to files from the terminal: `/export` there, and `ask --format pdf -o FILE`."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.dialogue import Export
from bot.errors import NothingWritten
from bot.languages.saying import say
from bot.services.answering.answer import Answers
from bot.views.document import file_name
from bot.views.filing.forms import RENDERERS, FilingForm, is_empty, nothing_for
from bot.views.terminal import as_text
from bot.words.answers import Briefing

_MOST_COPIES = 1000  # files of one name in a folder


@dataclass(frozen=True, slots=True)
class Exporting:
    """Writes answers as documents; `template` is the office's own for notes, `mark` is on every page."""

    template: bytes | None = None
    mark: str = ""

    async def into_folder(self, answers: Answers, export: Export, folder: Path, today: date) -> Path:
        """Write what is asked for into a folder under a name of its own and return the file.

        Raises:
            NothingWritten: there is no document.
        """
        briefing, data = await self._made(answers, export, today)
        name = Path(file_name(briefing, export.form, printed=today, note=export.note))
        names = (name.name, *(f"{name.stem} ({number}){name.suffix}" for number in range(2, _MOST_COPIES)))
        for one in names:
            file = folder / one
            if await asyncio.to_thread(_written, file, data, anew=True):
                return file
        raise NothingWritten(say("There are too many files of this name: {name}.", name=name.name))

    async def into_file(self, answers: Answers, export: Export, file: Path, today: date) -> None:
        """Write what is asked for into a file, whatever it held.

        Raises:
            NothingWritten: there is no document.
        """
        _, data = await self._made(answers, export, today)
        await asyncio.to_thread(_written, file, data, anew=False)

    async def _made(self, answers: Answers, export: Export, today: date) -> tuple[Briefing, bytes]:
        assert export.request is not None
        briefing = await answers.answer(replace(export.request, administrator="terminal"))
        if not briefing.shows_lines:
            raise NothingWritten(as_text(briefing))
        if is_empty(briefing, export.form):
            raise NothingWritten(nothing_for(export.form))
        filing = FilingForm(today, note=export.note, mark=self.mark, template=self.template)
        return briefing, await asyncio.to_thread(RENDERERS[export.form], briefing, filing)


def _written(file: Path, data: bytes, *, anew: bool) -> bool:
    """Write a file; return False where it is there and must be written anew.

    Raises:
        NothingWritten: it cannot be written.
    """
    try:
        with file.open("xb" if anew else "wb") as opened:
            opened.write(data)
    except FileExistsError:
        return False
    except OSError as error:
        raise NothingWritten(
            say("{file} cannot be written ({reason}).", file=str(file), reason=error.strerror)
        ) from error
    return True
