"""Posts of social networks set into an article: what stands beside "Jane Doe (@janedoe) March 3, 2024".

The words are those of the account that is named. Where a collection sets the account above its post, a second
such line shows that it is one; a single line may be a byline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from bot.language_data.calendar import months, weekdays
from bot.language_data.loading import subject
from bot.words.documents import Article
from bot.words.findings import Attribution, Figure, Quotation
from bot.words.spans import Span

_NAME = r"(?P<name>[^\W\d_][^\n@()|:;!?]{1,60}?)"
_ACCOUNT = re.compile(rf"{_NAME},?[ \u00a0]?[ \u00a0(]@\w{{2,30}}\)?(?P<rest>[^\n]{{0,60}})")
_CREDIT = re.compile(
    rf"\s?[—–]{{1,2}}[ \u00a0]?{_NAME} \(@\w{{2,30}}\),?(?P<rest>[^\n]{{4,40}}?)[ \u00a0]*(?=\n|\Z)"
)
_QUOTES = re.compile(r"[\"“”«»„]|^[A-ZА-ЯЁ][\w .’'-]{2,60}:\s")
_NEXT_LINE = re.compile(r"\s*\n\s*([^\n]*\S)")
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)?")
_LEAST_POSTS = 2
_ENDS = (".", "!", "?", "…", ")", "”", '"')
_LONGEST_NAME = 6  # words
_MOST_PARAGRAPHS = 8  # of one post


class _Post(NamedTuple):
    name: Span
    paragraphs: list[Span]


@cache
def _beside() -> frozenset[str]:
    return frozenset((*subject("posts")["beside"], *months(), *weekdays()))


def posts(article: Article, figures: Sequence[Figure]) -> tuple[Quotation, ...]:
    """Return the posts in an article in text order, one part a paragraph, each under the account named.

    Args:
        article: that holds them.
        figures: its people; an account of nobody among them speaks by the name that stands there.
    """
    if "@" not in article.text:
        return ()
    below = [post for post in _below(article, figures) if post.paragraphs]
    if len({post.name.of(article.text) for post in below}) < _LEAST_POSTS:
        below = []
    taken = {paragraph.start for post in below for paragraph in post.paragraphs}
    above = [post for post in _above(article) if post.paragraphs[0].start not in taken]
    own = [
        post
        for post in (*below, *above)
        if not any(map(_tells_of_others, map(article.read, post.paragraphs)))
    ]
    found = [_quotation(post, article, figures) for post in own]
    return tuple(sorted(found, key=lambda quotation: quotation.parts[0]))


def _tells_of_others(words: str) -> bool:
    """Say whether a post quotes somebody: whose words it holds is then read as elsewhere."""
    return _QUOTES.search(words) is not None


def _account(article: Article, line: Span) -> Span | None:
    """Return the name in a line that is nothing but an account, a date and where it was posted."""
    match = _ACCOUNT.fullmatch(article.text, *line)
    if match is None or not _is_date(match["rest"]):
        return None
    words = match["name"].split()
    return Span(*match.span("name")) if len(words) <= _LONGEST_NAME and words[0][0].isupper() else None


def _is_date(rest: str) -> bool:
    return all(word.lower().rstrip(".") in _beside() for word in _WORD.findall(rest))


def _below(article: Article, figures: Sequence[Figure]) -> Iterator[_Post]:
    """Yield the posts that stand under lines with their accounts; of the last only its first paragraph."""
    headings = {heading.start for heading in article.headings}
    post: _Post | None = None
    for line in sorted((*article.paragraphs, *article.headings)):
        name = _account(article, line)
        if name is not None:
            if post is not None:
                yield post
            post = _Post(name, [])
        elif post is None:
            continue
        elif line.start in headings or not _goes_on(article, post, line, figures):
            yield _Post(post.name, post.paragraphs[:1])  # what came between may be the writer's
            post = None
        else:
            post.paragraphs.append(line)
    if post is not None:
        yield _Post(post.name, post.paragraphs[:1])


def _goes_on(article: Article, post: _Post, line: Span, figures: Sequence[Figure]) -> bool:
    """Say whether a paragraph may be the post's: it leads to nothing else and does not tell of its author."""
    words = article.read(line)
    if len(post.paragraphs) == _MOST_PARAGRAPHS or words.endswith(":"):
        return False
    figure = _figure(article, post.name, figures)
    return figure is None or not any(line.contains(mention.span) for mention in figures[figure].mentions)


def _above(article: Article) -> Iterator[_Post]:
    """Yield the posts that close with their account and a date: "… — Jane Doe (@janedoe) March 3, 2024".

    The account may stand in a line of its own below, which is cleaned away where nothing else stands there.
    """
    text = article.text
    starts = [*(paragraph.start for paragraph in article.paragraphs[1:]), article.span.end]
    for paragraph, following in zip(article.paragraphs, starts, strict=False):
        line = _NEXT_LINE.match(text, paragraph.end, following)
        start = paragraph.start
        for match in _CREDIT.finditer(
            text, paragraph.start, line.end(1) if line is not None else paragraph.end
        ):
            if not _is_date(match["rest"]) or not any(map(str.isdigit, match["rest"])):
                continue
            words = _last_line(text, Span(start, min(paragraph.end, match.start())))
            start = match.end()
            if words is not None:
                yield _Post(Span(*match.span("name")), [words])


def _last_line(text: str, words: Span) -> Span | None:
    """Return the last of several lines that ran together, None where it may be the half of a sentence."""
    line = text.rfind("\n", *words) + 1
    before = text[words.start : line].rstrip()
    if before and not before.endswith(_ENDS):
        return None
    start = max(words.start, line)
    while start < words.end and text[start].isspace():
        start += 1
    return Span(start, words.end) if start < words.end else None


def _figure(article: Article, name: Span, figures: Sequence[Figure]) -> int | None:
    """Return the person named in the line, or elsewhere by the same words."""
    words = name.of(article.text)
    for number, figure in enumerate(figures):
        if words in (figure.name, *figure.other_names):
            return number
    inside = {
        number
        for number, figure in enumerate(figures)
        for mention in figure.mentions
        if name.contains(mention.span)
    }
    return inside.pop() if len(inside) == 1 else None


def _quotation(post: _Post, article: Article, figures: Sequence[Figure]) -> Quotation:
    figure = _figure(article, post.name, figures)
    body = post.name if figure is None else None
    return Quotation(
        tuple(post.paragraphs), Attribution.NAMED, figure, body, post.name, None, "the account that posted it"
    )
