"""An answer as screens: its pages, its quotations, its sources, the paragraph around a line. Pure.

Each function takes a briefing and gives the HTML of one message with the buttons that belong under it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bot.briefing.arriving.newest import CatchUp
from bot.briefing.article.parts import ArticlePart, neighbours, part_asked
from bot.briefing.lines.library import Library
from bot.briefing.said.said import read_said
from bot.chat.answering.keyboards import ButtonView, ScreenButton
from bot.chat.answering.offers import LONGEST_QUERY
from bot.conversation.choices import MOST_CHOICES
from bot.dialogue import article_command
from bot.languages.saying import marked, number_of_articles, say
from bot.views.filing.calendar_events import events_of
from bot.views.filing.citation import citation
from bot.views.provenance import address_of, provenance
from bot.views.telegram_html import LONGEST_MESSAGE, PHONE_SCREEN, render, render_part
from bot.views.telegram_html import AnswerPart as Screenful
from bot.words.answers import Briefing, Candidate, Item, ItemKind, Kind, Line, Request, Section, Status
from bot.words.chats import Excerpts
from bot.words.kind_traits import traits_of
from bot.words.spans import Span

CHANGED = marked("The corpus has changed since: this is the answer as it is now.")
_SOURCES_A_PAGE = 8
_NAMES_A_PAGE = 12
_LISTS_OF_NAMES = {Kind.PEOPLE, Kind.TOPICS}
_MOST_IN_A_ROW = 3
_MOST_PAGES = 200
_QUOTED = {ItemKind.QUOTATION, ItemKind.REPORTED}


_PARTS = {ButtonView.QUOTES: ArticlePart.QUOTES, ButtonView.PEOPLE: ArticlePart.PEOPLE}  # of an article


@dataclass(frozen=True, slots=True)
class Layout:
    """How much of an answer a message shows: UTF-16 units in all, and characters of one line.

    Of the first, `lines` of a phone stand open and the rest is folded; where it is `whole`, it holds as much
    of the answer as it can, else its first screen.
    """

    room: int
    longest_item: int | None
    lines: int = PHONE_SCREEN
    whole: bool = False


LAYOUTS = {
    Excerpts.SHORT: Layout(room=1600, longest_item=300, lines=16),
    Excerpts.MEDIUM: Layout(room=LONGEST_MESSAGE, longest_item=None),
    Excerpts.LONG: Layout(room=LONGEST_MESSAGE, longest_item=None, whole=True),
}


@dataclass(frozen=True, slots=True)
class Page:
    """One screen: its message and the rows of its buttons, Back not among them."""

    html: str
    rows: tuple[tuple[ScreenButton, ...], ...] = ()


def answer_page(
    briefing: Briefing,
    number: int,
    layout: Layout,
    *,
    nested: bool = False,
    further: Collection[ButtonView] = frozenset(),
) -> Page:
    """Return a page of an answer; the last one when there are not so many.

    `nested` leaves out what only a first answer offers; `further` are the views that are offered because of
    more than the answer itself (`further_views`).
    """
    if briefing.kind is Kind.SOURCES and not _lines_in(briefing):
        return sources_page(briefing, number)
    number, part = _part(briefing, number, layout)
    more = _more(ButtonView.ANSWER, number, part)
    context = _first_item(briefing, part)
    turning = [
        *more,
        *([] if context is None else [ScreenButton(say("Context"), ButtonView.CONTEXT, context)]),
    ]
    rows = [tuple(turning), *_choice_rows(briefing, part), *_article_rows(briefing, further)]
    if briefing.shows_lines:
        rows += _in_rows([*_side_views(briefing), *_further(briefing, further)])
    elif ButtonView.NEWEST in further:
        rows += [(ScreenButton(say("Newest of everything"), ButtonView.NEWEST),)]
    last = [
        *_document(briefing),
        *([ScreenButton(say("Watch"), ButtonView.WATCH)] if ButtonView.WATCH in further else []),
    ]
    if not nested and not number:
        last += _opinions(briefing)
    rows += [tuple(last)]
    return Page(part.html, tuple(row for row in rows if row))


def quotes_page(briefing: Briefing, number: int, layout: Layout) -> Page:
    """Return a page with what is quoted and reported in an answer."""
    sections = tuple(
        replace(section, items=tuple(item for item in section.items if item.kind in _QUOTED))
        for section in briefing.sections
    )
    quoted = tuple(section for section in sections if section.items)
    cited = {item.article for section in quoted for item in section.items}
    only = replace(
        briefing,
        sections=quoted,
        message=None if quoted else say("Nobody is quoted in this answer."),
        lines=(),
        sources=tuple(source for source in briefing.sources if source.article in cited),
    )
    number, part = _part(only, number, layout)
    return Page(part.html, tuple(row for row in [_more(ButtonView.QUOTES, number, part)] if row))


def sources_page(briefing: Briefing, number: int) -> Page:
    """Return a page of the list of sources, each with a button that opens the article."""
    of_pages = max(1, -(-len(briefing.sources) // _SOURCES_A_PAGE))
    number = min(number, of_pages - 1)
    start = number * _SOURCES_A_PAGE
    shown = briefing.sources[start : start + _SOURCES_A_PAGE]
    listed = Briefing(
        query=briefing.query,
        kind=Kind.SOURCES,
        status=Status.FOUND,
        corpus=briefing.corpus,
        title=say("Sources")
        if briefing.kind is Kind.SOURCES
        else say("{title}: sources", title=briefing.title),
        message=briefing.message if briefing.kind is Kind.SOURCES else None,
        lines=tuple(
            Line(
                f"[{source.number}] {source.title[:160]}",
                f"{provenance(source)} · {article_command(source.article)}",
            )
            for source in shown
        ),
    )
    buttons = tuple(
        ScreenButton(str(source.number), ButtonView.ARTICLE, index)
        for index, source in enumerate(shown, start)
    )
    view = ButtonView.ANSWER if briefing.kind is Kind.SOURCES else ButtonView.SOURCES
    more = (ScreenButton(say("More"), view, number + 1),) if number + 1 < of_pages else ()
    half = -(-len(buttons) // 2) if len(buttons) > 5 else len(buttons)
    rows = (buttons[:half], buttons[half:], more)
    return Page(render(listed), tuple(row for row in rows if row))


def topics_page(briefing: Briefing, topics: Sequence[tuple[str, int]]) -> Page:
    """Return the topics of an answer's articles (`topics_of`), each with a button that asks for it."""
    listed = Briefing(
        query=briefing.query,
        kind=Kind.TOPICS,
        status=Status.FOUND,
        corpus=briefing.corpus,
        title=say("{title}: topics", title=briefing.title),
        message=say("What the articles of this answer are about as well."),
        lines=tuple(Line(topic, number_of_articles(number)) for topic, number in topics),
    )
    buttons = [ScreenButton(topic, ButtonView.TOPIC, number) for number, (topic, _) in enumerate(topics)]
    return Page(render(listed), tuple(_in_rows(buttons, 2)))


def context_page(briefing: Briefing, number: int, article: Briefing) -> Page:
    """Return the paragraph around a line of an answer.

    Args:
        briefing: the answer.
        number: of the item, over all sections.
        article: the answer that shows the item's article with its text.
    """
    items = _items(briefing)
    item = items[number]
    around = next(
        (
            paragraph
            for section in article.sections
            for paragraph in section.items
            if paragraph.article == item.article and paragraph.span.overlaps(item.span)
        ),
        None,
    )
    heading = next((one.heading for one in article.sections if around in one.items), "") if around else ""
    shown = Briefing(
        query=briefing.query,
        kind=Kind.ARTICLE,
        status=Status.FOUND,
        corpus=briefing.corpus,
        title=article.title,
        message=None if around else say("This line does not stand in a paragraph of the article's text."),
        sections=(Section(heading, (_marked(around, item) if around else item,)),),
        sources=tuple(source for source in briefing.sources if source.article == item.article),
    )
    turning = []
    if number:
        turning.append(ScreenButton(say("Previous"), ButtonView.CONTEXT, number - 1))
    if number + 1 < len(items):
        turning.append(ScreenButton(say("Next"), ButtonView.CONTEXT, number + 1))
    index = next((i for i, one in enumerate(briefing.sources) if one.article == item.article), None)
    if index is not None:
        turning.append(ScreenButton(say("Article"), ButtonView.ARTICLE, index))
    if item.kind is ItemKind.QUOTATION and index is not None:
        cited = citation(item, briefing.sources[index])
        turning.append(ScreenButton(say("Copy"), ButtonView.CONTEXT, number, copies=cited))
    return Page(render(shown), (tuple(turning),) if turning else ())


def page_with_item(briefing: Briefing, number: int, layout: Layout) -> int:
    """Return the number of the page of an answer that shows its item `number`."""
    line = _line_of_item(briefing, number)
    for page, part in enumerate(_parts(briefing, layout)):
        if line < part.after:
            return page
    return 0


def pages_of(briefing: Briefing, layout: Layout) -> int:
    """Return how many pages an answer has."""
    return sum(1 for _ in _parts(briefing, layout))


def item_article(briefing: Briefing, number: int) -> str | None:
    """Return the id of the article an item of an answer is from, None when there is no such item."""
    items = _items(briefing)
    return items[number].article if number < len(items) else None


def side_request(request: Request, briefing: Briefing, view: ButtonView) -> Request | None:
    """Return the request that Quotes or Timeline under an answer stands for; None when it is a part of it."""
    if view is ButtonView.NEWEST:
        return replace(request, kind=Kind.BRIEF, words="")
    if briefing.kind is Kind.ARTICLE and briefing.sources and view in _PARTS:
        return replace(request, kind=Kind.ARTICLE, words=f"{briefing.sources[0].article} {_PARTS[view]}")
    if view is ButtonView.PEOPLE:
        return None
    kind = {ButtonView.QUOTES: Kind.QUOTES, ButtonView.TIMELINE: Kind.TIMELINE}[view]
    if briefing.kind is Kind.PERSON:
        return replace(request, kind=kind, words=briefing.title)
    if traits_of(briefing.kind).on_somebody:
        return replace(request, kind=kind, words=read_said(request.words)[0])
    if view is ButtonView.TIMELINE and briefing.kind in {Kind.TOPIC, Kind.SEARCH}:
        return replace(request, kind=kind)
    return None


def watch_words(request: Request, briefing: Briefing) -> str | None:
    """Return the words to watch for more of an answer, also of one that found nothing, or None."""
    if briefing.status in {Status.AMBIGUOUS, Status.INVALID}:
        return None
    if briefing.kind is Kind.PERSON:
        return briefing.title or None
    if traits_of(briefing.kind).on_somebody:
        return read_said(request.words)[0] or None
    if briefing.kind in {Kind.TOPIC, Kind.SEARCH, Kind.TIMELINE}:
        return request.words or None
    return None


def topics_of(
    request: Request, briefing: Briefing, subjects: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[str, int], ...]:
    """Return what the articles of an answer are about, apart from what it was asked about.

    Args:
        request: what was asked.
        briefing: the answer.
        subjects: those of the corpus with the articles that hold them, most widely held first.

    Returns:
        Each subject with the number of the answer's articles that hold it, most first.
    """
    if not briefing.shows_lines or not traits_of(briefing.kind).has_topics:
        return ()
    cited = {source.article for source in briefing.sources}
    asked = f"{request.words} {briefing.title}".casefold()
    shared = [
        (subject, len(cited.intersection(holding)))
        for subject, holding in subjects.items()
        if subject.casefold() not in asked
    ]
    held = [(subject, number) for subject, number in shared if number]
    return tuple(sorted(held, key=lambda one: -one[1])[:MOST_CHOICES])


def sent_words(briefing: Briefing) -> str | None:
    """Return the words by which inline mode offers an answer, None where it does not offer it."""
    if not briefing.shows_lines or briefing.kind not in {Kind.PERSON, Kind.TOPIC}:
        return None
    return briefing.title if 0 < len(briefing.title) <= LONGEST_QUERY else None


def further_views(
    request: Request, briefing: Briefing, library: Library, *, watchable: bool, sendable: bool = False
) -> frozenset[ButtonView]:
    """Return what may be offered under an answer because of its request, of the corpus or of the bot.

    `watchable` says that there is somebody to keep watches, `sendable` that the bot has inline mode.
    """
    previous, following = beside(briefing, library)
    wanted = {
        ButtonView.WATCH: watchable and watch_words(request, briefing) is not None,
        ButtonView.SEND: sendable and sent_words(briefing) is not None,
        ButtonView.TOPICS: bool(topics_of(request, briefing, library.subjects)),
        ButtonView.PEOPLE: request.kind is Kind.ARTICLE and part_asked(request.words)[1] is ArticlePart.TEXT,
        ButtonView.PREVIOUS: previous is not None,
        ButtonView.NEXT: following is not None,
        ButtonView.NEWEST: request.kind is Kind.BRIEF and CatchUp.read(request.words) is not None,
    }
    return frozenset(view for view, is_wanted in wanted.items() if is_wanted)


def beside(briefing: Briefing, library: Library) -> tuple[str | None, str | None]:
    """Return the ids of the articles before and after that of an answer, as `/sources` lists them."""
    if briefing.kind is not Kind.ARTICLE or not briefing.sources:
        return None, None
    return neighbours(briefing.sources[0].article, library)


def stays(request: Request, known: Collection[str]) -> bool:
    """Say whether an answer is the same whatever has changed: a briefing whose articles are all known."""
    catch_up = CatchUp.read(request.words) if request.kind is Kind.BRIEF else None
    return catch_up is not None and all(article in known for article in catch_up.articles)


# --- pages -------------------------------------------------------------------------------------------------


def _parts(briefing: Briefing, layout: Layout) -> Iterator[Screenful]:
    first = 0
    for _ in range(_MOST_PAGES):
        part = render_part(
            briefing,
            first,
            room=layout.room,
            longest_item=None if briefing.kind is Kind.ARTICLE else layout.longest_item,
            more=say("press More"),
            most=_most_lines(briefing, first, layout),
            lines=None if first else layout.lines,
        )
        yield part
        if part.after >= part.total or part.after == first:
            return
        first = part.after


def _most_lines(briefing: Briefing, first: int, layout: Layout) -> int | None:
    """Return how many lines of an answer a page shows that begins with its line `first`, None for all.

    Where each line has a button, a few; else what is marked as the first screen of the answer.
    """
    if briefing.kind in _LISTS_OF_NAMES:
        return _NAMES_A_PAGE
    if first or layout.whole:
        return None
    marks = [item.first for item in _items(briefing)]
    return _line_of_item(briefing, marks.index(False)) if True in marks and False in marks else None


def _part(briefing: Briefing, number: int, layout: Layout) -> tuple[int, Screenful]:
    parts = list(islice(_parts(briefing, layout), number + 1))
    return len(parts) - 1, parts[-1]


def _more(view: ButtonView, number: int, part: Screenful) -> tuple[ScreenButton, ...]:
    unfinished = part.first < part.after < part.total and number + 1 < _MOST_PAGES
    return (ScreenButton(say("More"), view, number + 1),) if unfinished else ()


def _lines_in(briefing: Briefing) -> int:
    return sum(len(section.items) for section in briefing.sections) + len(briefing.lines)


def _items(briefing: Briefing) -> list[Item]:
    return [item for section in briefing.sections for item in section.items]


def _line_of_item(briefing: Briefing, number: int) -> int:
    """Return which line of an answer its item `number` is: a heading without items is a line as well."""
    line = 0
    for section in briefing.sections:
        if number < len(section.items):
            return line + number
        number -= len(section.items)
        line += max(len(section.items), 1)
    return line


def _first_item(briefing: Briefing, part: Screenful) -> int | None:
    """Return the number of the first item a page shows whose paragraph may be asked for."""
    if briefing.kind is Kind.ARTICLE:
        return None
    lines = [_line_of_item(briefing, number) for number in range(len(_items(briefing)))]
    return next((number for number, line in enumerate(lines) if part.first <= line < part.after), None)


def _marked(paragraph: Item, item: Item) -> Item:
    """Return a paragraph with the line that was asked about marked in it."""
    at = paragraph.text.find(item.verbatim)
    if at < 0 or item.verbatim == paragraph.verbatim:
        return paragraph
    return replace(paragraph, marks=(Span(at, at + len(item.verbatim)),))


# --- buttons -----------------------------------------------------------------------------------------------


def _choice_rows(briefing: Briefing, part: Screenful) -> list[tuple[ScreenButton, ...]]:
    if briefing.kind in _LISTS_OF_NAMES:
        names = enumerate(briefing.lines[part.first : part.after], part.first)
        return _in_rows([ScreenButton(line.text, ButtonView.CHOICE, number) for number, line in names], 2)
    candidates = briefing.candidates[:MOST_CHOICES]
    if candidates:
        return [(ScreenButton(_told_apart(one), ButtonView.CHOICE, n),) for n, one in enumerate(candidates)]
    near = [
        ScreenButton(name, ButtonView.CHOICE, n) for n, name in enumerate(briefing.suggestions[:MOST_CHOICES])
    ]
    return [tuple(near[at : at + 2]) for at in range(0, len(near), 2)]


def _article_rows(briefing: Briefing, further: Collection[ButtonView]) -> list[tuple[ScreenButton, ...]]:
    """Return the buttons of an article: those beside it, what is in it, and where it was read."""
    if briefing.kind is not Kind.ARTICLE or not briefing.shows_lines or ButtonView.PEOPLE not in further:
        return []
    beside = [
        ScreenButton(say(words), view)
        for words, view in ((marked("Previous"), ButtonView.PREVIOUS), (marked("Next"), ButtonView.NEXT))
        if view in further
    ]
    within = [ScreenButton(say("People"), ButtonView.PEOPLE), ScreenButton(say("Quotes"), ButtonView.QUOTES)]
    (source,) = briefing.sources
    url = address_of(source)
    name = say("Read it at {outlet}", outlet=source.outlet) if source.outlet else say("Read it on its page")
    leading = [ScreenButton(name, ButtonView.ARTICLE, opens=url)] if url else []
    return [tuple(row) for row in (beside, within, leading) if row]


def _told_apart(candidate: Candidate) -> str:
    return f"{candidate.name} — {candidate.hint}" if candidate.hint else candidate.name


def _side_views(briefing: Briefing) -> Iterator[ScreenButton]:
    items = _items(briefing)
    on_somebody = traits_of(briefing.kind).on_somebody
    if (on_somebody and briefing.kind is not Kind.QUOTES) or (
        briefing.kind in {Kind.TOPIC, Kind.SEARCH, Kind.QUESTION}
        and any(item.kind in _QUOTED for item in items)
    ):
        yield ScreenButton(say("Quotes"), ButtonView.QUOTES)
    if on_somebody or briefing.kind in {Kind.TOPIC, Kind.SEARCH}:
        yield ScreenButton(say("Timeline"), ButtonView.TIMELINE)
    if briefing.sources and briefing.kind is not Kind.ARTICLE:
        yield ScreenButton(say("Sources"), ButtonView.SOURCES)


def _further(briefing: Briefing, further: Collection[ButtonView]) -> Iterator[ScreenButton]:
    if ButtonView.TOPICS in further:
        yield ScreenButton(say("Topics"), ButtonView.TOPICS)
    if briefing.kind is Kind.TIMELINE and any(item.date for item in _items(briefing)):
        yield ScreenButton(say("Picture"), ButtonView.PICTURE)
    if briefing.kind is Kind.TIMELINE and events_of(briefing):
        yield ScreenButton(say("Calendar"), ButtonView.CALENDAR)
    if ButtonView.NEWEST in further:
        yield ScreenButton(say("Newest of everything"), ButtonView.NEWEST)
    if ButtonView.SEND in further:
        yield ScreenButton(say("Send to a chat"), ButtonView.SEND, sends=sent_words(briefing))


def _in_rows(buttons: Sequence[ScreenButton], most: int = _MOST_IN_A_ROW) -> list[tuple[ScreenButton, ...]]:
    """Return buttons in rows as equal as can be: a phone cuts the words of more than a few side by side."""
    rows = -(-len(buttons) // most)
    each = -(-len(buttons) // rows) if rows else 1
    return [tuple(buttons[at : at + each]) for at in range(0, len(buttons), each)]


def _document(briefing: Briefing) -> Iterator[ScreenButton]:
    if briefing.shows_lines and traits_of(briefing.kind).exported:
        yield ScreenButton(say("PDF"), ButtonView.PDF)


def _opinions(briefing: Briefing) -> Iterator[ScreenButton]:
    if briefing.shows_lines and briefing.sections and briefing.kind is not Kind.ARTICLE:
        yield ScreenButton(say("Useful"), ButtonView.USEFUL)
        yield ScreenButton(say("Wrong"), ButtonView.WRONG)
