"""What a pasted text tells, as the HTML of one message: whom it names, whether it is held, who is quoted."""

from __future__ import annotations

import html

from bot.languages.saying import number_of_articles, say, say_count
from bot.views.provenance import named_speaker
from bot.views.shortening import cut
from bot.words.pasted import Held, NamedInNews, PastedNews, QuotedInNews

_LONGEST_NAME, _LONGEST_QUOTED = 80, 220  # characters


def render(news: PastedNews, title: str = "", outlet: str | None = None) -> str:
    """Return `news` as the HTML of one message, under the title and the outlet of a page it was read from."""
    read = ", ".join(part for part in (title, outlet) if part)
    rows = [f"<b>{_plain(read, _LONGEST_QUOTED)}</b>", ""] if read else []
    rows += [_row(say("Named here"), _names(news)), _row(say("Held already"), _held(news))]
    if news.quoted:
        rows += [_row(say("Quotations")), *map(_quotation, news.quoted)]
        if news.further_quoted:
            rows.append(say_count("[and {count} more]", "[and {count} more]", news.further_quoted))
    else:
        rows.append(_row(say("Quotations"), say("none")))
    stored = say("Nothing of it is stored.")
    return "\n".join([*rows, f"<i>{stored}</i>"])


def _row(heading: str, words: str = "") -> str:
    return f"<b>{heading}:</b> {words}".rstrip()


def _names(news: PastedNews) -> str:
    if not news.named:
        return say("nobody")
    names = ", ".join(map(_name, news.named))
    more = say_count("[and {count} more]", "[and {count} more]", news.further_named)
    return f"{names} {more}" if news.further_named else names


def _name(one: NamedInNews) -> str:
    if one.may_be == 0:
        known = say("not in the corpus")
    elif one.may_be == 1:
        known = number_of_articles(one.articles)
    else:
        known = say_count("may be {count} person", "may be {count} people", one.may_be)
    return f"{_plain(one.name, _LONGEST_NAME)} ({known})"


def _held(news: PastedNews) -> str:
    if news.held is Held.NO or news.article is None:
        return say("no")
    title = f"“{_plain(news.title or news.article, _LONGEST_QUOTED)}” ({html.escape(news.article)})"
    if news.held is Held.YES:
        return say("yes, as {title}", title=title)
    return say("a reprint of {title}", title=title)


def _quotation(one: QuotedInNews) -> str:
    said = named_speaker(one.speaker, one.attribution)
    return f"<blockquote>“{_plain(one.words, _LONGEST_QUOTED)}”\n— {_plain(said, _LONGEST_NAME)}</blockquote>"


def _plain(words: str, longest: int) -> str:
    return html.escape(cut(" ".join(words.split()), longest), quote=False)
