"""Which amounts a brief shows for their own sake, with which date, and each of them once."""

from bot.briefing.amounts.figures_stated import StatedAmount, chosen_figures, stated_amounts
from bot.briefing.lines.evidence import Evidence
from bot.briefing.lines.quotable import ReadArticle
from bot.words.documents import Basis, Precision
from bot.words.findings import AnalysedArticle, DateMention
from bot.words.spans import Span
from tests.makers import make_article


def stated(*articles: AnalysedArticle) -> list[StatedAmount]:
    return [
        one
        for number, article in enumerate(map(ReadArticle, articles))
        for sentence in article.sentences
        for one in stated_amounts(
            Evidence(article, sentence, 1.0 - number / 10, (), frozenset(), complete=True)
        )
    ]


def dated(article: AnalysedArticle, **values: str) -> AnalysedArticle:
    found = []
    for words, value in values.items():
        start = article.article.text.index(words.strip("_").replace("_", " "))
        span = Span(start, start + len(words.strip("_")))
        found.append(DateMention(span, value or None, Precision.YEAR if value else None, Basis.STATED))
    object.__setattr__(article.analysis, "dates", tuple(found))
    return article


ONE = make_article("001", "Oil\nThe fleet sold 900 barrels of oil abroad.")
SAME = make_article("002", "Oil\nSome 900 barrels of oil were sold abroad.")
OTHER = make_article("003", "Houses\nFarmers in Seld keep 900 barrels dry.")


def test_a_figure_is_shown_once_and_says_in_how_many_further_articles_it_stands() -> None:
    amounts = stated(ONE, SAME)
    (figure,) = chosen_figures(amounts, 4, among=amounts)
    assert figure.answer.article.article.id == "001"
    assert figure.also == ("002",)


def test_the_same_number_of_something_else_is_another_figure() -> None:
    amounts = stated(ONE, OTHER)
    assert [figure.also for figure in chosen_figures(amounts, 4, among=amounts)] == [(), ()]


def test_a_figure_that_is_shown_elsewhere_is_not_shown_again() -> None:
    amounts = stated(ONE, SAME)
    assert chosen_figures(amounts[1:], 4, among=amounts, known=amounts[:1]) == []


def test_each_amount_has_the_date_nearest_to_it() -> None:
    text = "Trade\nIt earned $3 million in 2021 and then $5 million in 2022."
    three, five = stated(dated(make_article("001", text, published="2024-01-05"), _2021="2021", _2022="2022"))
    assert (three.date, five.date) == ("2021", "2022")
    assert three.told == "2021"


def test_without_a_date_of_its_own_an_amount_is_of_its_article() -> None:
    (amount,) = stated(make_article("001", "Trade\nIt earned $3 million.", published="2024-01-05"))
    assert (amount.date, amount.told) == (None, "2024-01-05")


def test_a_date_that_cannot_be_told_is_not_replaced_by_that_of_the_article() -> None:
    article = make_article("001", "Trade\nIt earned $3 million last year.", published="2024-01-05")
    (amount,) = stated(dated(article, last_year=""))
    assert (amount.date, amount.told) == (None, None)
