"""From a document to its articles: split, titled, cleaned, every part a span of the document's text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from bot.corpus.cleaning.boilerplate import (
    CAPTION,
    Where,
    find_what_goes_on,
    is_bare_credit,
    notice_of,
    rule_for,
    tail_of,
)
from bot.corpus.cleaning.cleaning import PUBLISHED, REPEATED, Labelled, LineKind, cleaned, repeated_lines
from bot.corpus.cleaning.headings import GluedHeading, glued_headings
from bot.corpus.cleaning.line_facts import (
    author_of,
    dates_around,
    dates_in,
    outlet_of,
    says_changed,
    shows_clock,
)
from bot.corpus.cleaning.lines import PageLine, lines_of, trimmed
from bot.corpus.cleaning.listing_pages import is_brief_of_a_day, leads_on, listing_items
from bot.corpus.cleaning.running_captions import running_captions, without
from bot.corpus.cleaning.titles import dates_alone, find_title, same_words
from bot.corpus.cleaning.truncation import agency_mark, stops_in_mid_sentence, truncation_of
from bot.corpus.origin.calendar_dates import WrittenDate, day_in_name, iso_date
from bot.corpus.origin.datelines import Dateline, dateline_of
from bot.corpus.origin.origin import origin_of, publication_date
from bot.corpus.text_language import language_of
from bot.corpus.word_evidence import WordEvidence, words_of
from bot.text.sentences import split_sentences
from bot.words.documents import Article, Document, Dropped
from bot.words.spans import Span

ABOVE_TITLE = "above the title"
PAGE_DATE = "date of the page"
SIGNATURE = "the agency's name"
CUT_OFF = "mark of a text cut off by the site"

_LONGEST_MADE_TITLE = 130
_WITH_BLOCKS = (".html", ".htm", ".xhtml", ".docx")
_FIRST_WORDS = 3
"""Paragraphs whose words can name an article; the first may be "Dear colleagues,"."""
_OWN_DATE = re.compile(r"date ((?:19|20)\d\d(?:-\d\d){0,2})")
_FEWEST_WORDS_TO_SEARCH = 12
_FEWEST_WORDS_OF_COPY = 4
"""A shorter title may be how its first sentence begins."""
_FEW_ABOVE = 2
_DATELINE_WITHIN = 3
"""Paragraphs from the top in which a dateline may stand: a caption or a summary may come before it."""
_LIST_MARK = re.compile(r"[•*▪●■»›–—\-]{1,2}\s+")
_GREETING = re.compile(r"[^.!?]{1,60}[,:]")


@dataclass(frozen=True, slots=True)
class _Draft:
    """An article while it is put together: its lines below the title, labelled, and what stood above."""

    title: str
    title_span: Span | None
    span: Span
    labels: tuple[Labelled, ...]
    above: tuple[Dropped, ...] = ()
    page_date: WrittenDate | None = None
    dates_between_titles: tuple[WrittenDate, ...] = ()
    leads_on: bool = False
    """Whether a link to the whole text stands below it, on a page of several articles."""


@dataclass(frozen=True, slots=True)
class _Body:
    """The text of an article before glued headings are split off."""

    paragraphs: tuple[Span, ...]
    headings: tuple[Span, ...]
    dropped: tuple[Dropped, ...]
    captions: tuple[Span, ...]


def articles_of(document: Document) -> tuple[Article, ...]:
    """Read the articles of a document.

    Args:
        document: a document as a reader made it.

    Returns:
        Its articles in reading order: one, or several with ids ending in -1, -2, … for a listing page. None
        when the document holds no text an article could be made of. All spans point into `document.text`;
        paragraphs, headings and dropped spans of an article never overlap each other.
    """
    lines = lines_of(document.text)
    if not lines:
        return ()
    find_what_goes_on(lines)
    drafts = _listing(document, lines) or (_single(document, lines),)
    bodies = [_running_text(document.text, _body(document.text, draft)) for draft in drafts]
    language = language_of(
        " ".join(span.of(document.text) for body in bodies for span in body.paragraphs)[:20_000]
        or document.text,
        document.given.language,
    )
    if language == "en" and not _has_blocks(document):
        bodies = _with_glued_headings(document.text, bodies)
    several = len(drafts) > 1
    return tuple(
        _article(document, f"{document.key}-{number}" if several else document.key, draft, body, language)
        for number, (draft, body) in enumerate(zip(drafts, bodies, strict=True), start=1)
        if body.paragraphs
    )


def _has_blocks(document: Document) -> bool:
    """Whether a document came as blocks, as a page does: a heading of it never lost its line."""
    return document.file.lower().endswith(_WITH_BLOCKS) or "://" in document.file


def _listing(document: Document, lines: Sequence[PageLine]) -> tuple[_Draft, ...]:
    """Draft the articles of a listing page; none when the page holds one article."""
    if document.given.title is not None:
        return ()
    items = listing_items(lines)
    if not items:
        return ()
    repeated = repeated_lines(lines)
    above = lines[: items[0].title]
    page_date = _page_date(above) or _own_date(lines)
    of_a_day = (page_date,) if page_date is not None and is_brief_of_a_day(above) else ()
    drafts = []
    for number, item in enumerate(items):
        title = lines[item.title]
        first = lines[item.title if item.dated is None else item.dated]
        last = item.end < len(lines)
        end = lines[item.end].span.start if last else lines[-1].span.end
        labels = cleaned(lines[item.title + 1 : item.end], title.text, repeated)
        drafts.append(
            _Draft(
                title=_shown(title.text),
                title_span=_title_span(document.text, title),
                span=Span(first.span.start, end),
                labels=labels,
                above=_above(above if number == 0 else lines[item.dated : item.title] if item.dated else ()),
                page_date=page_date if item.dated is None else None,
                dates_between_titles=tuple(dates_in(lines[item.dated]))
                if item.dated is not None
                else of_a_day,
                leads_on=any(leads_on(label.line) for label in labels),
            )
        )
    return tuple(drafts)


def _single(document: Document, lines: Sequence[PageLine]) -> _Draft:
    """Draft the one article of a page."""
    index = find_title(lines, document.given.title)
    title_line = lines[index] if index is not None else None
    given = document.given.title
    if given is not None and title_line is not None and not same_words(title_line.text, given):
        # The text begins with something else than the title it came with, and that is text.
        index, title_line = None, None
    below = lines[index + 1 :] if index is not None else lines
    known = given or (title_line.text if title_line is not None else "")
    labels = cleaned(below, known, repeated_lines(lines))
    if not known:
        text = (label.line.text for label in labels if label.part is LineKind.PARAGRAPH)
        texts = list(islice(text, _FIRST_WORDS)) or [lines[0].text]
        known = _made_title(next((words for words in texts if not _GREETING.fullmatch(words)), texts[0]))
    above = lines[:index] if index is not None else ()
    first_copy = next(
        (number for number, line in enumerate(above) if same_words(line.text, known)), len(above)
    )
    own = _own_date(lines) or _nearest_of_several(above[:first_copy]) or _date_at_top(above[:first_copy])
    if index is None and own is None:
        # Without a title nothing tells the date of the page from that of the text.
        page_date = _page_date([label.line for label in _leading(labels) if not _is_stamp(label)])
        labels = tuple(_undated(label) for label in labels)
    else:
        page_date = _page_date(above[:first_copy])
    return _Draft(
        title=_shown(known),
        title_span=_title_span(document.text, title_line) if title_line is not None else None,
        span=Span(lines[0].span.start, lines[-1].span.end),
        labels=labels,
        above=_above(above),
        page_date=page_date,
        dates_between_titles=(own,)
        if own is not None
        else tuple(found for line in above[first_copy:] if dates_alone(line) for found in dates_in(line)),
    )


def _leading(labels: Sequence[Labelled]) -> Sequence[Labelled]:
    """The lines before the text."""
    first = next(
        (place for place, label in enumerate(labels) if label.part is LineKind.PARAGRAPH), len(labels)
    )
    return labels[:first]


def _is_stamp(label: Labelled) -> bool:
    """Whether a line says what its date is of: "Published: ..."."""
    return label.why == PUBLISHED and label.rule is not None


def _undated(label: Labelled) -> Labelled:
    """A line that holds nothing but a date, as the date of the page."""
    return replace(label, why=PAGE_DATE) if label.why == PUBLISHED and not _is_stamp(label) else label


def _own_date(lines: Sequence[PageLine]) -> WrittenDate | None:
    """The date a page gives itself in its first line: "date 2023-06-15"."""
    own = _OWN_DATE.fullmatch(lines[0].text)
    found = iso_date(own[1]) if own else None
    return replace(found, span=lines[0].span) if found is not None else None


def _nearest_of_several(above: Sequence[PageLine]) -> WrittenDate | None:
    """The date right above a title, where another and later one stands higher: that is the page's."""
    dated = [line for line in above if dates_alone(line)]
    if len(dated) < 2 or dated[-1] is not above[-1]:
        return None
    nearest, *more = dates_in(dated[-1])
    others = [found for line in dated[:-1] for found in dates_in(line)]
    if more or nearest.day is None or nearest.iso is None:
        return None
    later = [found for found in others if found.day is not None and (found.iso or "") > nearest.iso]
    return nearest if later else None


def _date_at_top(above: Sequence[PageLine]) -> WrittenDate | None:
    """The full day right above a title that begins its text but for a line or two: it is the article's.

    With more above it, or with its weekday, it may be the day the page was looked at.
    """
    if not 0 < len(above) <= _FEW_ABOVE:
        return None
    line, rule = above[-1], rule_for(above[-1])
    if rule is None and not dates_alone(line):
        return None
    found = dates_in(line)
    if len(found) != 1 or found[0].day is None or found[0].year is None:
        return None
    if says_changed(line) or shows_clock(line):
        return None
    if rule is None:
        return found[0] if found[0].weekday is None else None
    return found[0] if rule.why == PUBLISHED else None


def _shown(title: str) -> str:
    """The title with single spaces and without the bullet of a list in front."""
    mark = _LIST_MARK.match(title)
    return " ".join(title[mark.end() if mark else 0 :].split())


def _title_span(text: str, line: PageLine) -> Span:
    mark = _LIST_MARK.match(line.text)
    return trimmed(text, line.span.start + mark.end(), line.span.end) if mark else line.span


def _made_title(first_line: str) -> str:
    """Name an article without a title by its first words, without the dateline in front of them."""
    dateline = dateline_of(first_line, 0, len(first_line))
    words = " ".join(first_line[dateline.span.end if dateline is not None else 0 :].split())
    if len(words) <= _LONGEST_MADE_TITLE:
        return words
    return words[:_LONGEST_MADE_TITLE].rsplit(" ", 1)[0] + " …"


def _above(lines: Sequence[PageLine]) -> tuple[Dropped, ...]:
    dropped = []
    for line in lines:
        rule = rule_for(line)
        why = PAGE_DATE if dates_alone(line) else ABOVE_TITLE
        dropped.append(Dropped(line.span, rule.why if rule else why))
    return tuple(dropped)


def _page_date(lines: Sequence[PageLine]) -> WrittenDate | None:
    """The last of the dates above the first title: the day of the page, when all of it was out."""
    dates = []
    for line in lines:
        rule = rule_for(line)
        if shows_clock(line):
            continue
        if dates_alone(line) or (rule is not None and rule.why in {PUBLISHED, PAGE_DATE}):
            dates += [found for found in dates_in(line) if found.day is not None and found.first is not None]
    return max(dates, key=lambda found: found.iso or "", default=None)


def _body(text: str, draft: _Draft) -> _Body:
    """Collect the spans of a draft, text that stands at the end of a paragraph and is none of it cut off."""
    paragraphs: list[Span] = []
    headings: list[Span] = []
    captions: list[Span] = []
    dropped = list(draft.above)
    for label in draft.labels:
        span = label.line.span
        if label.part is LineKind.HEADING:
            headings.append(span)
        elif label.part is LineKind.PARAGRAPH:
            copy = _copy_of_title(text, span, draft.title) if not paragraphs else None
            if copy is not None:
                dropped.append(Dropped(copy, REPEATED))
                span = trimmed(text, copy.end, span.end)
            kept, cut = _without_tails(text, span)
            dropped += cut
            if kept is not None:
                paragraphs.append(kept)
        else:
            dropped.append(Dropped(span, label.why))
            if label.part is LineKind.CAPTION:
                captions.append(_caption(text, label))
    return _Body(tuple(paragraphs), tuple(headings), tuple(dropped), tuple(captions))


def _running_text(text: str, body: _Body) -> _Body:
    """Take captions and notices out of the running text, unless nothing else is in it."""
    captions = running_captions(text, body.paragraphs)
    sentences = (one for span in body.paragraphs for one in split_sentences(text, span))
    notices = [(one, why) for one in sentences if (why := notice_of(one.of(text))) is not None]
    dropped = {**dict.fromkeys(captions, CAPTION), **dict(notices)}
    left = tuple(part for span in body.paragraphs for part in without(span, sorted(dropped), text))
    if not dropped or not left:
        return body
    return replace(
        body,
        paragraphs=left,
        captions=tuple(sorted((*body.captions, *captions))),
        dropped=(*body.dropped, *(Dropped(span, why) for span, why in dropped.items())),
    )


def _copy_of_title(text: str, span: Span, title: str) -> Span | None:
    """The copy of a title that runs into the first sentence below it."""
    words = title.split()
    if len(words) < _FEWEST_WORDS_OF_COPY or title[-1] in ".!?…":
        return None
    copy = re.compile(r"\s+".join(map(re.escape, words)) + r"(?=\s+[^\W\d_a-zа-яё])").match(text, *span)
    return Span(*copy.span()) if copy else None


def _caption(text: str, label: Labelled) -> Span:
    """The caption without the credit at its end."""
    line = label.line
    if label.rule is None or label.rule.where is not Where.CREDIT or is_bare_credit(line):
        return line.span
    found = label.rule.pattern.search(line.text, max(0, len(line.text) - 200))
    end = line.span.start + found.start() if found and found.start() > 0 else line.span.end
    caption = trimmed(text, line.span.start, end)
    return caption if caption.end > caption.start else line.span


def _without_tails(text: str, span: Span) -> tuple[Span | None, list[Dropped]]:
    dropped: list[Dropped] = []
    for _ in range(4):
        tail = tail_of(span.of(text))
        if tail is None:
            break
        offset, why = tail
        dropped.append(Dropped(trimmed(text, span.start + offset, span.end), why))
        span = trimmed(text, span.start, span.start + offset)
        if span.start == span.end:
            return None, dropped
    return span, dropped


def _with_glued_headings(text: str, bodies: Sequence[_Body]) -> list[_Body]:
    """Split off headings glued into the prose, all over the document or nowhere."""
    spans = [span for body in bodies for span in body.paragraphs]
    wording = WordEvidence.of(text, spans)
    found: dict[Span, list[GluedHeading]] = {}
    for span in spans:
        words = words_of(text, span)
        if len(words) >= _FEWEST_WORDS_TO_SEARCH:
            found[span] = list(glued_headings(words, wording))
    if not any(heading.strong for headings in found.values() for heading in headings):
        return list(bodies)
    return [_split(text, body, found) for body in bodies]


def _split(text: str, body: _Body, found: Mapping[Span, Sequence[GluedHeading]]) -> _Body:
    paragraphs: list[Span] = []
    headings = list(body.headings)
    for span in body.paragraphs:
        start = span.start
        for heading in found.get(span, ()):
            paragraphs.append(trimmed(text, start, heading.span.start))
            headings.append(heading.span)
            start = heading.span.end
        paragraphs.append(trimmed(text, start, span.end))
    kept = tuple(span for span in paragraphs if span.end > span.start)
    return replace(body, paragraphs=kept, headings=tuple(sorted(headings)))


def _article(document: Document, id_: str, draft: _Draft, body: _Body, language: str) -> Article:
    text = document.text
    body, dateline = _after_dateline(text, body)
    signed, body = _without_signature(text, body, dateline)
    paragraphs, truncated, cut = _truncation(text, body.paragraphs)
    truncated = truncated and not signed
    dropped = (*body.dropped, *cut)
    origin = origin_of(
        text,
        given=document.given,
        line=outlet_of(draft.labels, draft.span.end),
        paragraphs=paragraphs,
        dropped=dropped,
        dateline=dateline,
    )
    above = draft.page_date or next(iter(draft.dates_between_titles), None)
    stated, changed = dates_around(draft.labels, draft.span.end, above)
    published = publication_date(
        text,
        given=document.given,
        paragraphs=paragraphs,
        date_lines=[*draft.dates_between_titles, *stated],
        dateline=dateline,
        page_date=draft.page_date or changed,
        title=draft.title_span,
        named=_was_there(document),
    )
    return Article(
        id=id_,
        document=document,
        span=draft.span,
        title=draft.title,
        title_span=draft.title_span,
        paragraphs=paragraphs,
        headings=body.headings,
        dropped=tuple(sorted(dropped, key=lambda part: part.span)),
        captions=body.captions,
        dateline=dateline.span if dateline is not None else None,
        outlet=origin.outlet,
        outlet_basis=origin.basis,
        author=document.given.author or author_of(draft.labels),
        published=published,
        language=language,
        truncated=truncated or draft.leads_on,
    )


def _was_there(document: Document) -> date | None:
    """The first day a document was surely there: that its file is named by, or of its last change."""
    changed = iso_date(document.given.changed) if document.given.changed else None
    days = (day_in_name(document.file), changed.last if changed is not None else None)
    return min(filter(None, days), default=None)


def _after_dateline(text: str, body: _Body) -> tuple[_Body, Dateline | None]:
    """Take off the dateline near the top; a line that touches it from above is a caption."""
    for number, span in enumerate(body.paragraphs[:_DATELINE_WITHIN]):
        dateline = dateline_of(text, *span)
        if dateline is None:
            continue
        if number and dateline.agency is None:
            break
        above, rest = body.paragraphs[:number], body.paragraphs[number + 1 :]
        captions: tuple[Span, ...] = ()
        if above and text[above[-1].end : span.start].count("\n") == 1:
            above, captions = above[:-1], above[-1:]
        return (
            replace(
                body,
                paragraphs=(*above, Span(dateline.span.end, span.end), *rest),
                captions=(*captions, *body.captions),
                dropped=(*body.dropped, *(Dropped(caption, CAPTION) for caption in captions)),
            ),
            dateline,
        )
    return body, None


def _without_signature(text: str, body: _Body, dateline: Dateline | None) -> tuple[bool, _Body]:
    """Take the agency's name off the end of a report whose dateline names it as well."""
    if dateline is None or dateline.agency is None or not body.paragraphs:
        return False, body
    last = body.paragraphs[-1]
    offset = agency_mark(last.of(text))
    if offset is None or last.of(text)[offset:].casefold() != dateline.agency.casefold():
        return False, body
    kept = trimmed(text, last.start, last.start + offset)
    mark = Dropped(trimmed(text, last.start + offset, last.end), SIGNATURE)
    return True, replace(body, paragraphs=(*body.paragraphs[:-1], kept), dropped=(*body.dropped, mark))


def _truncation(
    text: str, paragraphs: tuple[Span, ...]
) -> tuple[tuple[Span, ...], bool, tuple[Dropped, ...]]:
    """Say whether the site cut the text off, and take words such as "Read more" off its end; an ellipsis
    stays.
    """
    if not paragraphs:
        return paragraphs, False, ()
    last = paragraphs[-1]
    offset = truncation_of(last.of(text))
    if offset is None:
        return paragraphs, stops_in_mid_sentence(last.of(text)), ()
    words = re.search(r"[\[(]?\s*[+\w]", last.of(text)[offset:])
    if words is None:
        return paragraphs, True, ()
    start = last.start + offset + words.start()
    kept = trimmed(text, last.start, start)
    cut = Dropped(trimmed(text, start, last.end), CUT_OFF)
    return ((*paragraphs[:-1], kept) if kept.end > kept.start else paragraphs[:-1]), True, (cut,)
