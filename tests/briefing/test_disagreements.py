"""Where sources differ: only what is surely the same thing at the same time is put side by side."""

import pytest

from bot.briefing.amounts.disagreements import Differing, differing
from bot.briefing.amounts.figures_stated import stated_amounts
from bot.briefing.lines.evidence import Evidence
from bot.briefing.lines.quotable import ReadArticle
from bot.words.documents import Basis, Precision
from bot.words.findings import AnalysedArticle, DateMention
from bot.words.spans import Span
from tests.makers import make_article

POLICE = "Police said 8,000 people took part in the march in Orna."
ORGANISERS = "Organisers said 30,000 people took part in the march in Orna, the capital."


def reported(number: int, text: str, outlet: str | None, published: str | None) -> AnalysedArticle:
    return make_article(f"00{number}", f"News\n{text}", outlet=outlet, published=published)


def dated(article: AnalysedArticle, words: str, value: str | None) -> AnalysedArticle:
    start = article.article.text.index(words)
    precision = Precision.YEAR if value else None
    mention = DateMention(Span(start, start + len(words)), value, precision, Basis.STATED)
    object.__setattr__(article.analysis, "dates", (mention,))
    return article


def compared(*articles: AnalysedArticle) -> list[Differing]:
    answers = [
        Evidence(read, sentence, 1.0, (), frozenset(), complete=True)
        for read in map(ReadArticle, articles)
        for sentence in read.sentences
    ]
    return differing([one for answer in answers for one in stated_amounts(answer)])


def pair(one: str, other: str, *, days: tuple[str, str] = ("2024-05-02", "2024-05-02")) -> list[Differing]:
    return compared(reported(1, one, "Herald", days[0]), reported(2, other, "Gazette", days[1]))


def figures(group: Differing) -> list[str]:
    return [one.amount.span.of(one.answer.article.article.text) for one in group.amounts]


def test_two_numbers_for_one_thing_stand_side_by_side() -> None:
    (group,) = pair(POLICE, ORGANISERS)
    assert not group.by_date
    assert figures(group) == ["8,000 people", "30,000 people"]
    assert "march" in group.words


def test_the_same_thing_at_different_times_is_a_series_in_order_of_time() -> None:
    new = dated(
        reported(1, "Trade between Mersia and Talvia grew to $4.9 billion in 2023.", "Post", None),
        "2023",
        "2023",
    )
    old = dated(
        reported(2, "Trade between Talvia and Mersia reached $4.2 billion in 2022.", "Wire", None),
        "2022",
        "2022",
    )
    (group,) = compared(new, old)
    assert group.by_date
    assert figures(group) == ["$4.2 billion", "$4.9 billion"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("At least 12 people were killed in Orna.", "At least 15 people were injured in Orna."),
        (
            "Prices in Talvia rose by 3 percent over the year.",
            "Prices in Talvia rose to 9 percent over the year.",
        ),
        ("Some 300 Mersian soldiers left Orna on foot.", "Some 450 Talvian soldiers left Orna on foot."),
        ("In Orna 300 houses burned down overnight.", "In Seld 450 houses burned down overnight."),
        ("A poll gave Lind 40 percent of votes in Orna.", "A poll gave Lind 30 percent of votes in Orna."),
        ("It takes 1,200 delegates to win the vote.", "It takes 2,300 delegates to win the vote."),
        ("More than 8,000 people took part in the march in Orna.", ORGANISERS),
        (
            "Nearly 30,000 people took part in the march in Orna.",
            "Police said 29,000 people took part in the march in Orna.",
        ),
        ("Lind has 11 seats in Orna, Ek has 12 seats.", "Lind has 14 seats in Orna, Ek has 9 seats."),
    ],
)
def test_what_may_be_another_thing_is_not_said_to_differ(one: str, other: str) -> None:
    assert pair(one, other) == []


def test_articles_of_unknown_date_are_not_said_to_differ() -> None:
    assert compared(reported(1, POLICE, "Herald", None), reported(2, ORGANISERS, "Gazette", None)) == []


def test_a_time_that_cannot_be_told_is_no_time_to_compare() -> None:
    vague = dated(reported(1, POLICE.replace(".", " last year."), "Herald", "2024-05-02"), "last year", None)
    assert compared(vague, reported(2, ORGANISERS, "Gazette", "2024-05-02")) == []


def test_one_outlet_does_not_differ_from_itself() -> None:
    day = "2024-05-02"
    assert compared(reported(1, POLICE, "Herald", day), reported(2, ORGANISERS, "Herald", day)) == []


def test_a_reprint_adds_no_side() -> None:
    day = "2024-05-02"
    articles = [reported(1, POLICE, "Herald", day), reported(2, ORGANISERS, "Gazette", day)]
    (group,) = compared(*articles, reported(3, ORGANISERS, "Coast Radio", day))
    assert len(group.amounts) == 2


def test_a_name_just_before_tells_what_a_sentence_is_about() -> None:
    (group,) = pair(
        "Talvia signed the agreement on the Garn pipeline. The pipeline will cost $2.1 billion.",
        "The Garn pipeline will cost $2.9 billion, according to documents.",
    )
    assert figures(group) == ["$2.1 billion", "$2.9 billion"]


def test_a_rising_number_over_days_is_a_series() -> None:
    (group,) = pair(POLICE, ORGANISERS, days=("2024-05-02", "2024-05-09"))
    assert group.by_date
