"""Interviews of questions and answers: after dashes, or after "Q" and "A". Whose the answers are.

They are those of the one person the head of the text says is talked to, where the answers do not speak of
that person as of another, as an explanation of somebody's doings would.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from bot.language_data.loading import subject
from bot.words.documents import Article
from bot.words.findings import Attribution, Figure, Quotation
from bot.words.spans import Span

_DASH = re.compile(r"[–—−-]{1,2}[ \u00a0]+(?=[^\W_]|[\"“«„…])")
_ASKS = re.compile(r"\?[\"”»)]?\Z")
_TOLD = re.compile(r"[,.!?…»”\"][ \u00a0]*[–—−-]{1,2}[ \u00a0]*[^\W\d_A-ZА-ЯЁ]")
"""A clause of the narrator's inside a line: what follows dashes is then told and no interview."""
_LEAST_ANSWERS = 2
_LONGEST_HEAD = 6  # paragraphs before the first question that may say who is talked to
_BEFORE_COLON = 80  # characters of "Prime Minister Jane Doe:" in a title


@cache
def _talks() -> re.Pattern[str]:
    return re.compile("|".join(subject("transcripts")["talks"]), re.IGNORECASE)


def interview_answers(article: Article, figures: Sequence[Figure]) -> tuple[Quotation, ...]:
    """Return the answers of an interview whose questions and answers begin with dashes, in text order.

    Args:
        article: that may be an interview.
        figures: its people.
    """
    found = list(_answers(article))
    if len(found) < _LEAST_ANSWERS:
        return ()
    who = person_interviewed(article, figures, [part for parts in found for part in parts])
    if who is None:
        return ()
    figure, mention = who
    reason = "the head of the interview names whom it is with"
    return tuple(
        Quotation(tuple(parts), Attribution.NAMED, figure, None, mention, None, reason) for parts in found
    )


def person_interviewed(
    article: Article, figures: Sequence[Figure], spoken: Sequence[Span]
) -> tuple[int, Span] | None:
    """Return the figure that the head of an interview says is talked to, and where; None in doubt.

    Args:
        article: the interview.
        figures: its people.
        spoken: its answers, in text order.
    """
    begin = min(part.start for part in spoken)
    head = [line for line in article.paragraphs if line.end <= begin][:_LONGEST_HEAD]
    head = [
        line for line in head if not _DASH.match(article.text, *line) and not _ASKS.search(article.read(line))
    ]
    if article.title_span is not None:
        head.insert(0, article.title_span)
    named = [
        (number, mention.span)
        for number, figure in enumerate(figures)
        for mention in figure.mentions
        if any(line.contains(mention.span) for line in head)
    ]
    lead = [(number, span) for number, span in named if _leads(article, head[0], span)]
    talked = any(_talks().search(article.read(line)) for line in head)
    chosen = lead or (named if talked and len({number for number, _ in named}) == 1 else [])
    if len({number for number, _ in chosen}) != 1:
        return None
    number, mention = min(chosen, key=lambda one: one[1])
    own = (one.span for one in figures[number].mentions)
    return None if any(part.contains(span) for span in own for part in spoken) else (number, mention)


def _leads(article: Article, line: Span, name: Span) -> bool:
    """Say whether a title opens with a name, its office and a colon: "Envoy Jane Doe: we will pay"."""
    if not line.contains(name):
        return False
    colon = article.text.find(":", name.end, min(line.end, line.start + _BEFORE_COLON))
    return colon >= 0 and not re.search(r"[.!?]\s", article.text[name.end : colon])


def _answers(article: Article) -> Iterator[list[Span]]:
    """Yield the paragraphs of each answer: what follows a question after a dash, up to the next dash.

    Of the last one only its first paragraph: behind it the writer may go on.
    """
    headings = {heading.start for heading in article.headings}
    answer: list[Span] | None = None
    asked = False
    for line in sorted((*article.paragraphs, *article.headings)):
        dash = _DASH.match(article.text, *line)
        asks = _ASKS.search(article.read(line)) is not None
        if dash is None:
            if line.start in headings:
                if answer:
                    yield answer[:1]
                answer, asked = None, False
            elif answer is not None:
                answer.append(line)
            continue
        if _TOLD.search(article.text, dash.end(), line.end):
            return
        if answer:
            yield answer
        answer = [Span(dash.end(), line.end)] if asked and not asks else None
        asked = asks and not asked
    if answer:
        yield answer[:1]
