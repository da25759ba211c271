"""The forms an answer can be filed in, by the word that asks for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.languages.saying import say
from bot.views.document import DocumentParts, laid_out
from bot.views.subject_links import subject_link
from bot.words.answers import Briefing, Kind
from bot.words.deep_links import start_link


@dataclass(frozen=True, slots=True)
class FilingForm:
    """How a document is made: its day, whether it is a note, its handling mark, the office's template.

    `bot` is the user name at Telegram of the bot it leads back to, "" for none.
    """

    printed: date | None = None
    note: bool = False
    mark: str = ""
    template: bytes | None = None
    bot: str = ""


Renderer = Callable[[Briefing, FilingForm], bytes]
"""Makes a document of an answer; each loads what it needs when it is first asked for."""


def _parts(briefing: Briefing, filing: FilingForm) -> DocumentParts:
    if not filing.note:
        parts = laid_out(briefing)
    else:
        from bot.views.filing.note import note_of

        parts = note_of(briefing)
    references = tuple(
        replace(one, url=one.url or start_link(filing.bot, Kind.ARTICLE, one.article))
        for one in parts.references
    )
    url = subject_link(briefing, filing.bot)
    return replace(parts, mark=filing.mark, references=references, url=url)


def _markdown(briefing: Briefing, filing: FilingForm) -> bytes:
    from bot.views.markdown import render_parts

    return render_parts(_parts(briefing, replace(filing, bot=""))).encode()


def _pdf(briefing: Briefing, filing: FilingForm) -> bytes:
    from bot.views.pdf import render_parts

    return render_parts(_parts(briefing, filing), printed=filing.printed)


def _docx(briefing: Briefing, filing: FilingForm) -> bytes:
    if filing.note and filing.template is not None:
        from bot.views.filing.word_template import render_in_template

        return render_in_template(filing.template, _parts(briefing, filing), printed=filing.printed)
    from bot.views.docx_document import render_parts

    return render_parts(_parts(briefing, filing), printed=filing.printed)


def _calendar(briefing: Briefing, filing: FilingForm) -> bytes:
    from bot.views.filing.calendar_file import render

    return render(briefing, printed=filing.printed, mark=filing.mark)


def _ledger(briefing: Briefing, filing: FilingForm) -> bytes:
    from bot.views.filing.ledger import render

    return render(briefing, mark=filing.mark)


RENDERERS: Mapping[str, Renderer] = {
    "pdf": _pdf,
    "docx": _docx,
    "md": _markdown,
    "ics": _calendar,
    "csv": _ledger,
}
NOTES = frozenset({"pdf", "docx", "md"})
"""The forms a note can have."""


def nothing_for(form: str) -> str:
    """Return in one sentence why a form would hold nothing."""
    if form == "ics":
        return say("No line of this answer is dated to a day or a month, so there is no calendar of it.")
    return say("There are no lines of sources in this answer, so there is no table of it.")


def is_empty(briefing: Briefing, form: str) -> bool:
    """Say whether a form would hold nothing of an answer: a calendar no day, a table no lines."""
    if form == "ics":
        from bot.views.filing.calendar_events import events_of

        return not events_of(briefing)
    return form == "csv" and not any(section.items for section in briefing.sections)
