"""A note in the office's own Word template, filled in by docxtpl.

The template names what it wants: `{{ title }}`, `{{ subtitle }}`, `{{ message }}`, `{{ date }}`,
`{{ mark }}`, `{{ comment }}`, `{{ corpus }}`; `summary` and `paragraphs`, each with `number`, `words`,
`speaker`, `source` and `note`; `sections`, each with `heading` and `paragraphs`; `sources`, each with
`number`, `title`, `provenance`, `article` and `url`. Words are only ever words: none is read as a template.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.errors import AideMemoireError
from bot.languages.saying import say
from bot.views.dates import readable_date
from bot.views.document import DocumentPart, DocumentParts, ShownLine
from bot.views.docx_document import mark_pages, timeless


def render_in_template(template: bytes, parts: DocumentParts, *, printed: date | None = None) -> bytes:
    """Return a note in a template: the same bytes for the same words.

    Where the template does not print the handling mark at the head of its pages, it is put there.

    Args:
        template: the DOCX file of the office.
        parts: the note.
        printed: the day it is made.

    Raises:
        AideMemoireError: the file is no template that can be filled in.
    """
    from docxtpl import DocxTemplate
    from jinja2.sandbox import SandboxedEnvironment

    given = io.BytesIO(template)
    written = io.BytesIO()
    try:
        filled = DocxTemplate(given)
        # The template is the office's, and still it is given no more than words.
        filled.render(_words(parts, printed), SandboxedEnvironment(autoescape=True), autoescape=True)
        mark_pages(filled.docx, parts.mark)
        filled.save(written)
    except Exception as error:  # whatever a file of somebody's own may break in three libraries
        raise AideMemoireError(say("The office's Word template cannot be filled in; it is noted.")) from error
    return timeless(written.getvalue())


def _words(parts: DocumentParts, printed: date | None) -> Mapping[str, Any]:
    sections = [{"heading": part.heading, "paragraphs": _paragraphs([part])} for part in parts.parts]
    return {
        "title": parts.title,
        "subtitle": parts.subtitle,
        "message": parts.message,
        "date": readable_date(printed.isoformat()) if printed else "",
        "mark": parts.mark,
        "comment": parts.comment,
        "corpus": parts.corpus,
        "language": parts.language,
        "summary": sections[0]["paragraphs"] if sections else [],
        "sections": sections,
        "paragraphs": _paragraphs(parts.parts),
        "sources": [
            {
                "number": one.number,
                "title": one.title,
                "provenance": one.provenance,
                "article": one.article,
                "url": one.url or "",
            }
            for one in parts.references
        ],
    }


def _paragraphs(parts: Sequence[DocumentPart]) -> list[Mapping[str, Any]]:
    return [_paragraph(entry) for part in parts for entry in part.entries]


def _paragraph(entry: ShownLine) -> Mapping[str, Any]:
    words = "".join(run.text for run in entry.runs)
    return {
        "number": entry.paragraph,
        "words": f"{entry.before}{words}{entry.after}",
        "speaker": entry.speaker,
        "source": entry.source,
        "note": "" if entry.number is None else f"[{entry.number}]",
    }
