"""A Briefing as a DOCX document: real headings, lists and quotations, and notes that lead to the sources.

Nothing in the file depends on the clock: the same briefing is the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from bot.views.dates import readable_date
from bot.views.document import DocumentPart, DocumentParts, LineForm, Listed, Reference, ShownLine, laid_out
from bot.words.answers import Briefing

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)  # the earliest time a zip archive can say
_LONGEST_TITLE = 255  # characters of the title among the properties (ISO/IEC 29500-2)
_NOTE, _QUIET, _SOURCE, _NUMBERED = "Note", "Quiet", "Source", "Numbered Paragraph"
_FORMS = {
    LineForm.POINT: "List Bullet",
    LineForm.PARAGRAPH: "Normal",
    LineForm.QUOTATION: "Quote",
    LineForm.NUMBERED: _NUMBERED,
}
_COMMENT_LINES = 6  # empty lines of the block for a comment
_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_COLOURS = {_NOTE: "1D4F7C", _QUIET: "56616D"}

_SIZES = {  # of each style: its letters, and the room above and below, in points
    "Normal": (10.5, 0, 6),
    "Title": (20, 0, 4),
    "Subtitle": (12, 0, 8),
    "Heading 1": (12.5, 14, 4),
    "Heading 2": (10.5, 8, 2),
    "Quote": (10.5, 4, 8),
    "List Bullet": (10.5, 0, 4),
    "List Number": (10.5, 0, 4),
    _SOURCE: (9.5, 0, 3),
    _NUMBERED: (10.5, 0, 6),
    "Header": (8.5, 0, 0),
    "Footer": (8.5, 0, 0),
}


def render(briefing: Briefing, *, printed: date | None = None) -> bytes:
    """Return `briefing` as a DOCX document, as `render_parts` does."""
    return render_parts(laid_out(briefing), printed=printed)


def render_parts(parts: DocumentParts, *, printed: date | None = None) -> bytes:
    """Return a document as DOCX.

    Args:
        parts: what to show.
        printed: the day to print at the head of each page, and the document's own date; without it, none.
    """
    import docx

    document = docx.Document()
    _set_styles(document)
    _set_page(document, parts, printed)
    _set_properties(document, parts, printed)
    _write(document, parts)
    mark_pages(document, parts.mark)
    written = io.BytesIO()
    document.save(written)
    return timeless(written.getvalue())


# --- the text ----------------------------------------------------------------------------------------------


def _write(document: Document, parts: DocumentParts) -> None:
    title = document.add_paragraph(parts.title, "Title")
    if parts.url:
        _link(title.runs[0], {"r:id": title.part.relate_to(parts.url, _HYPERLINK, is_external=True)})
    if parts.subtitle:
        document.add_paragraph(parts.subtitle, "Subtitle")
    if parts.message:
        document.add_paragraph(parts.message)
    targets = {reference.number for reference in parts.references}
    for part in parts.parts:
        _part(document, part, targets)
    for line in parts.lines:
        _listed(document.add_paragraph(style="List Bullet"), line)
    for candidate in parts.candidates:
        _listed(document.add_paragraph(style="List Number"), candidate)
    if parts.suggestions:
        document.add_paragraph(parts.suggestions)
    if parts.comment:
        document.add_paragraph(parts.comment, "Heading 1")
        _comment(document)
    if parts.references_heading and parts.references:
        document.add_paragraph(parts.references_heading, "Heading 1")
    for place, reference in enumerate(parts.references):
        _reference(document, reference, place)


def _part(document: Document, part: DocumentPart, targets: set[int]) -> None:
    if part.heading:
        document.add_paragraph(part.heading, "Heading 1")
    if part.note:
        note = document.add_paragraph()
        note.add_run(part.note).italic = True
        note.paragraph_format.keep_with_next = True
    for entry in part.entries:
        if entry.under:
            document.add_paragraph(entry.under, "Heading 2")
        _entry(document.add_paragraph(style=_FORMS[entry.form]), entry, targets)


def _comment(document: Document) -> None:
    """Leave a framed block empty for whoever files the document."""
    paragraph = document.add_paragraph()
    borders = _element("w:pBdr", {})
    for side in ("top", "left", "bottom", "right"):
        borders.append(
            _element(f"w:{side}", {"w:val": "single", "w:sz": "4", "w:space": "4", "w:color": "C5CED6"})
        )
    paragraph._p.get_or_add_pPr().append(borders)
    run = paragraph.add_run()
    for _ in range(_COMMENT_LINES):
        run.add_break()


def _entry(paragraph: Paragraph, entry: ShownLine, targets: set[int]) -> None:
    if entry.paragraph is not None:
        paragraph.add_run(f"{entry.paragraph}.\t")
    if entry.before:
        paragraph.add_run(entry.before)
    for run in entry.runs:
        paragraph.add_run(run.text).bold = run.bold or None
    if entry.speaker:
        if entry.form is LineForm.QUOTATION:
            paragraph.add_run().add_break()
        else:
            paragraph.add_run(" ")
        paragraph.add_run(f"— {entry.speaker}", _QUIET)
    if entry.after:
        paragraph.add_run(entry.after, _QUIET)
    if entry.number is not None:
        paragraph.add_run("\u00a0")
        note = paragraph.add_run(f"[{entry.number}]", _NOTE)
        if entry.number in targets:
            _link(note, {"w:anchor": _bookmark(entry.number)})
    if entry.also:
        paragraph.add_run(f" {entry.also}", _QUIET)
    if entry.source:
        from docx.shared import Pt

        paragraph.add_run().add_break()
        paragraph.add_run(entry.source, _QUIET).font.size = Pt(8.5)


def _listed(paragraph: Paragraph, line: Listed) -> None:
    paragraph.add_run(line.text).bold = True
    if line.detail:
        paragraph.add_run(f" — {line.detail}", _QUIET)


def _reference(document: Document, reference: Reference, place: int) -> None:
    paragraph = document.add_paragraph(style=_SOURCE)
    mark = {"w:id": str(place)}
    paragraph._p.append(_element("w:bookmarkStart", {**mark, "w:name": _bookmark(reference.number)}))
    paragraph.add_run(f"[{reference.number}]", _NOTE)
    paragraph._p.append(_element("w:bookmarkEnd", mark))
    paragraph.add_run("\t")
    title = paragraph.add_run(reference.title)
    if reference.url:
        title.style = _NOTE
        _link(title, {"r:id": paragraph.part.relate_to(reference.url, _HYPERLINK, is_external=True)})
    paragraph.add_run(f" — {reference.provenance} ({reference.article})", _QUIET)


# --- the page ----------------------------------------------------------------------------------------------


def _set_styles(document: Document) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Pt, RGBColor

    styles = document.styles
    for style in [style for style in styles if style.type is WD_STYLE_TYPE.TABLE]:
        if not style.element.default:
            style.delete()  # there are no tables here, and a hundred ways to draw them
    for name, colour in _COLOURS.items():
        styles.add_style(name, WD_STYLE_TYPE.CHARACTER).font.color.rgb = RGBColor.from_string(colour)
    for name in (_SOURCE, _NUMBERED):
        hanging = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        hanging.base_style = styles["Normal"]
        hanging.paragraph_format.left_indent = Cm(1)
        hanging.paragraph_format.first_line_indent = Cm(-1)
        hanging.paragraph_format.tab_stops.add_tab_stop(Cm(1))
    for name, (size, before, after) in _SIZES.items():
        style = styles[name]
        style.font.size = Pt(size)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.line_spacing = 1.1
    for name in ("Title", "Subtitle", "Heading 1", "Heading 2"):
        styles[name].font.color.rgb = RGBColor.from_string(_COLOURS[_NOTE])
    for name in ("List Bullet", "List Number"):  # sentences are long: keep them apart
        for closer in styles[name].element.xpath("w:pPr/w:contextualSpacing"):
            closer.getparent().remove(closer)
    _set_quotations(styles["Quote"])


def _set_quotations(style: Any) -> None:
    from docx.shared import Cm

    style.font.italic = False
    style.paragraph_format.left_indent = Cm(0.6)
    style.paragraph_format.keep_together = True
    borders = _element("w:pBdr", {})
    borders.append(_element("w:left", {"w:val": "single", "w:sz": "12", "w:space": "8", "w:color": "C5CED6"}))
    style.element.xpath("w:pPr/w:keepLines")[0].addnext(borders)  # the one place the schema allows it


def _set_page(document: Document, parts: DocumentParts, printed: date | None) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    for paragraph, style in ((head, "Header"), (foot, "Footer")):
        document.styles[style].paragraph_format.tab_stops.clear_all()
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(21 - 2 * 2.2), WD_TAB_ALIGNMENT.RIGHT)
    head.add_run("Aide-Mémoire" + (f"\t{readable_date(printed.isoformat())}" if printed else ""), _QUIET)
    foot.add_run(parts.corpus + "\t", _QUIET)
    _field(foot, "PAGE")
    foot.add_run(" / ", _QUIET)
    _field(foot, "NUMPAGES")


def mark_pages(document: Document, mark: str) -> None:
    """Print how a document is to be handled at the head and the foot of every page, where it is not yet."""
    if not mark:
        return
    for section in document.sections:
        edges = [section.header, section.footer]
        if section.different_first_page_header_footer:
            edges += [section.first_page_header, section.first_page_footer]
        if document.settings.odd_and_even_pages_header_footer:
            edges += [section.even_page_header, section.even_page_footer]
        for edge in edges:
            if not any(mark in paragraph.text for paragraph in edge.paragraphs):
                _print_mark(edge.add_paragraph(), mark)


def _print_mark(paragraph: Paragraph, mark: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(mark)
    run.bold = True
    run.font.size = Pt(10)


def _set_properties(document: Document, parts: DocumentParts, printed: date | None) -> None:
    written = datetime.combine(printed, time(), UTC) if printed else _EARLIEST
    properties = document.core_properties
    properties.title = parts.title[:_LONGEST_TITLE]
    properties.language = parts.language
    properties.author = properties.last_modified_by = "Aide-Mémoire"
    properties.comments = ""
    properties.created = properties.modified = written


# --- what python-docx leaves to its users ------------------------------------------------------------------


def _link(run: Run, target: dict[str, str]) -> None:
    link = _element("w:hyperlink", target)
    run._r.addprevious(link)
    link.append(run._r)


def _bookmark(number: int) -> str:
    return f"source_{number}"


def _field(paragraph: Paragraph, instruction: str) -> None:
    run = paragraph.add_run("1", _QUIET)
    field = _element("w:fldSimple", {"w:instr": instruction})
    run._r.addprevious(field)
    field.append(run._r)


def _element(name: str, attributes: dict[str, str]) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name)
    for attribute, value in attributes.items():
        element.set(qn(attribute), value)
    return element


def timeless(archive: bytes) -> bytes:
    """Return the zip `archive` with every file dated 1 January 1980 instead of now."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as given,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as timeless,
    ):
        for name in given.namelist():
            file = zipfile.ZipInfo(name, _EARLIEST.timetuple()[:6])
            file.create_system = 0  # else the archive says which system it was made on
            timeless.writestr(file, given.read(name), zipfile.ZIP_DEFLATED)
    return written.getvalue()
