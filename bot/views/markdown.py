"""A Briefing as Markdown, plain CommonMark: readable as it is, and the same words once rendered.

A backslash stands before every character of a text that Markdown would take for its own, so that a title
such as "# <b>x</b>" shows as just that (CommonMark 0.31, 2.4 Backslash escapes).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bot.views.document import DocumentPart, DocumentParts, LineForm, Reference, Run, ShownLine, laid_out
from bot.words.answers import Briefing

# Also what GitHub's dialect adds: strikethrough, tables, formulas, and addresses turned into links.
_SPECIAL = re.compile(r"[\\`*_\[\]<>&~|$@#]|(?<=http):|(?<=https):|(?<=ftp):|(?<=www)\.", re.IGNORECASE)
_OPENING = re.compile(r"([+\-=:])|(\d{1,9})([.)])")  # what opens a block at the start of a line


def render(briefing: Briefing) -> str:
    """Return `briefing` as a Markdown document that ends with a line break."""
    return render_parts(laid_out(briefing))


def render_parts(document: DocumentParts) -> str:
    """Return a document as Markdown that ends with a line break."""
    blocks = [f"**{_line(document.mark)}**"] if document.mark else []
    blocks.append("# " + _line(document.title))
    if document.subtitle:
        blocks.append(f"*{_line(document.subtitle)}*")
    if document.message:
        blocks.append(_line(document.message))
    for part in document.parts:
        blocks += _part(part)
    if document.lines:
        blocks.append("\n".join(f"- {_listed(line.text, line.detail)}" for line in document.lines))
    if document.candidates:
        blocks.append(
            "\n".join(
                f"{place}. {_listed(one.text, one.detail, bold=True)}"
                for place, one in enumerate(document.candidates, 1)
            )
        )
    if document.suggestions:
        blocks.append(_line(document.suggestions))
    if document.comment:
        blocks += ["## " + _line(document.comment), "…"]
    if document.references:
        if document.references_heading:
            blocks.append("## " + _line(document.references_heading))
        blocks.append("\n".join(map(_reference, document.references)))
    if document.corpus:
        blocks += ["---", f"*{_line(document.corpus)}*"]
    return "\n\n".join(blocks) + "\n"


def _part(part: DocumentPart) -> Iterator[str]:
    if part.heading:
        yield "## " + _line(part.heading)
    if part.note:
        yield f"*{_line(part.note)}*"
    points: list[str] = []
    for entry in part.entries:
        if entry.under:
            if points:
                yield "\n".join(points)
                points = []
            yield "### " + _line(entry.under)
        if entry.form is LineForm.POINT:
            points.append("- " + _entry(entry))
            continue
        if points:
            yield "\n".join(points)
            points = []
        if entry.form is LineForm.NUMBERED:
            yield _paragraph_of_note(entry)
            continue
        yield _entry(entry) if entry.form is LineForm.PARAGRAPH else _quotation(entry)
    if points:
        yield "\n".join(points)


def _entry(entry: ShownLine) -> str:
    before, after = _escaped(entry.before), _escaped(entry.after)
    words = f"{before}{_runs(entry.runs)}{after}{_note(entry)}"
    return _unopened(words.strip())


def _quotation(entry: ShownLine) -> str:
    words = _unopened(f"{_escaped(entry.before)}{_runs(entry.runs)}".strip())
    return f"> {words}\n>\n> — {_escaped(entry.speaker)}{_note(entry)}"


def _paragraph_of_note(entry: ShownLine) -> str:
    speaker = f" — {entry.speaker}" if entry.speaker else ""
    words = f"{_escaped(entry.before)}{_runs(entry.runs)}{_escaped(speaker + entry.after)}{_note(entry)}"
    source = f"\n   *{_escaped(entry.source)}*" if entry.source else ""
    return f"{entry.paragraph}. {words.strip()}{source}"


def _note(entry: ShownLine) -> str:
    number = "" if entry.number is None else rf" \[{entry.number}\]"
    return f"{number} {_escaped(entry.also)}" if entry.also else number


def _listed(text: str, detail: str, *, bold: bool = False) -> str:
    words = _unopened(_runs((Run(text, bold=bold),)))
    return f"{words} — {_escaped(detail)}" if detail else words


def _reference(reference: Reference) -> str:
    title = _escaped(reference.title)
    linked = f"[{title}](<{reference.url}>)" if reference.url else title
    return (
        rf"- \[{reference.number}\] {linked} — {_escaped(reference.provenance)} "
        f"({_escaped(reference.article)})"
    )


# --- words -------------------------------------------------------------------------------------------------


def _runs(runs: tuple[Run, ...]) -> str:
    written = []
    for place, run in enumerate(runs):
        before = runs[place - 1].text[-1] if place else " "
        after = runs[place + 1].text[0] if place + 1 < len(runs) else " "
        written.append(_bold(run.text, before, after) if run.bold else _escaped(run.text))
    return "".join(written)


def _bold(text: str, before: str, after: str) -> str:
    """Return `text` in bold where asterisks can do it, plain where they would show as asterisks.

    They open and close only at the edge of a word: CommonMark 0.31, 6.2 Emphasis, on flanking runs.
    """
    inner = text.strip()
    if not inner:
        return text
    left, right = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    opens = _is_edge(left[-1:] or before) or not _is_punctuation(inner[0])
    closes = _is_edge(right[:1] or after) or not _is_punctuation(inner[-1])
    stars = "**" if opens and closes else ""
    return f"{left}{stars}{_escaped(inner)}{stars}{right}"


def _is_edge(character: str) -> bool:
    return character.isspace() or _is_punctuation(character)


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _line(text: str) -> str:
    return _unopened(_escaped(text))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _unopened(markdown: str) -> str:
    """Return the line without what would make its start a list, a rule or a definition."""
    found = _OPENING.match(markdown)
    if found is None:
        return markdown
    at = found.start(1) if found[1] else found.start(3)
    return f"{markdown[:at]}\\{markdown[at:]}"
