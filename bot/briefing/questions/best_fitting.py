"""Which sentences fit a question best, and which of them are worth a place in its answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.briefing.lines.asked_words import Expected
from bot.briefing.lines.evidence import Evidence
from bot.briefing.lines.selection import select
from bot.briefing.questions.fitting import QuestionAsked
from bot.search.matching import HeldConcept

ANSWERS = 5
"""Lines of an answer."""
WORTH_A_PLACE = 0.5
"""Of the best sentence's score; what is less does not bear on the question."""
SURE, PERHAPS = 0.5, 0.2
"""How well a sentence fits that has what is asked for at least, or may have it."""
MEASURED = frozenset({Expected.DATE, Expected.DURATION})
"""Of these every news page has some: one that stands beside something else answers nothing."""
_RAISED = 0.8  # by how much of its score what fits wholly is raised


def fitted_to(answer: Evidence, asked: QuestionAsked) -> Evidence:
    """Raise a sentence that has what is asked for, and mark it."""
    fit = asked.fit(answer)
    if not fit.spans:
        return answer
    fits = SURE + (1 - SURE) * fit.nearness if fit.sure else PERHAPS
    return replace(
        answer,
        score=answer.score * (1 + fits * _RAISED),
        naming=(*answer.naming, HeldConcept.at(fit.spans)),
        fits=fits,
    )


def fitting_first(answers: Iterable[Evidence]) -> list[Evidence]:
    """Order sentences by how well they have what is asked for, then by how much of the question they hold."""
    return sorted(
        answers,
        key=lambda answer: (
            answer.fits < SURE,
            not answer.fits,
            not answer.complete,  # what stands around a sentence may be of something else
            _gives_no_day(answer),
            -answer.score,
            answer.article.article.id,
            answer.sentence.index,
        ),
    )


def _gives_no_day(answer: Evidence) -> bool:
    """Say whether what is marked as an answer is a weekday of nobody knows which week: "on Sunday"."""
    dates = [date for date in answer.article.analysis.dates if date.span in answer.marks]
    read = answer.article.article.read
    return bool(dates) and not any(date.value or any(map(str.isdigit, read(date.span))) for date in dates)


def worth_showing(answers: Sequence[Evidence]) -> list[Evidence]:
    """Return the best, and what bears on the question besides."""
    best, *others = answers
    near = [answer for answer in others if answer.score > WORTH_A_PLACE * best.score]
    return [best, *select(near, ANSWERS - 1, beside=[best])]
