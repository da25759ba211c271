"""The parts of a topic brief: what stands in which, with which date and name, and nothing in two."""

from bot.briefing.composing import compose
from bot.briefing.plans import plan
from bot.dialogue import parse
from bot.words.answers import Briefing, DateOf, Item, ItemKind, Section
from bot.words.documents import Basis, Precision
from bot.words.findings import AnalysedArticle, DateMention
from bot.words.spans import Span
from tests.makers import make_article, make_library

PEOPLE = {"Ada Lind": ["Lind"]}


def with_dates(article: AnalysedArticle, **values: str) -> AnalysedArticle:
    """Return an article with the dates its text gives, by the words it has for them."""
    found = []
    for words, value in values.items():
        written = words.replace("_", " ").strip()
        start = article.article.text.index(written)
        precision = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}.get(len(value))
        span = Span(start, start + len(written))
        found.append(DateMention(span, value or None, precision, Basis.STATED))
    object.__setattr__(article.analysis, "dates", tuple(sorted(found, key=lambda date: date.span)))
    return article


def ask(message: str, *articles: AnalysedArticle) -> Briefing:
    library, read = make_library(*articles)
    request = parse(message)
    assert request is not None
    planned = plan(request, library)
    return compose(planned, library, {id_: read[id_] for id_ in planned.articles})


def section(briefing: Briefing, heading: str) -> Section:
    return next((one for one in briefing.sections if one.heading == heading), Section(heading))


def shown(briefing: Briefing, heading: str) -> list[str]:
    return [item.verbatim for item in section(briefing, heading).items]


def marked(item: Item) -> list[str]:
    return [mark.of(item.text) for mark in item.marks]


HERALD = make_article(
    "001",
    "Slide in Seld\n"
    "A mudslide hit the village of Seld at night. The mudslide in Seld destroyed 62 houses.\n"
    "The mudslide closed the only road to Seld in 2011 as well.\n"
    "“We will rebuild every house that the mudslide took before the first snow falls,” Lind said.\n"
    "The mudslide in Seld killed at least 41 people.",
    people=PEOPLE,
    says="Ada Lind",
    outlet="Herald",
    published="2024-04-12",
)
WIRE = make_article(
    "002",
    "After the slide\n"
    "The mudslide in Seld destroyed 62 houses and the school.\n"
    "“We will restore every house that the mudslide took before the first snow,” Lind said.\n"
    "The mudslide in Seld killed at least 58 people.",
    people=PEOPLE,
    says="Ada Lind",
    outlet="Wire",
    published="2024-04-13",
)
POST = make_article(
    "003",
    "Money for Seld\n"
    "After the mudslide the government promised 30 million euros to Seld.\n"
    "“The mudslide was announced by every geologist in the country,” Lind said.",
    people=PEOPLE,
    says="Ada Lind",
    outlet="Post",
    published="2024-04-20",
)
SLIDE = (with_dates(HERALD, _2011="2011"), WIRE, POST)


def test_no_sentence_stands_in_two_parts() -> None:
    places = [
        (item.article, item.span) for one in ask("/topic mudslide", *SLIDE).sections for item in one.items
    ]
    assert len(places) == len(set(places))


def test_what_is_known_comes_first_the_newest_before_the_older_and_no_quotation_in_two_wordings() -> None:
    answer = ask("/topic mudslide", *SLIDE)
    known = answer.sections[0]
    assert known.heading == "What is known"
    days = [item.date or "" for item in known.items]
    assert days == sorted(days, reverse=True)
    quoted = [item for item in known.items if item.kind is ItemKind.QUOTATION]
    assert sum("before the first snow" in item.verbatim for item in quoted) <= 1


def test_figures_that_differ_stand_side_by_side_with_outlet_and_date() -> None:
    part = section(ask("/topic mudslide", *SLIDE), "Where sources differ")
    assert [(item.note, item.date, item.date_of) for item in part.items] == [
        ("Herald", "2024-04-12", DateOf.ARTICLE),
        ("Wire", "2024-04-13", DateOf.ARTICLE),
    ]
    assert [marked(item) for item in part.items] == [["41 people"], ["58 people"]]
    assert part.note == "Each as its source has it; which is right is not known here."


def test_what_somebody_says_stands_under_their_name_and_is_said_once() -> None:
    answer = ask("/topic mudslide", *SLIDE)
    quoted = [item for one in answer.sections for item in one.items if item.kind is ItemKind.QUOTATION]
    assert {item.speaker for item in quoted} == {"Ada Lind"}
    assert sum("before the first snow" in item.verbatim for item in quoted) == 1


def many(*lines: str, published: str | None = None) -> AnalysedArticle:
    """Make an article with enough on whaling to fill the first part, and some lines more."""
    first = (
        "Whaling in Bergen is the oldest trade of the town.",
        "Whaling ships from Bergen anchor at the northern pier.",
        "Whaling crews of Bergen train with teachers of the navy.",
        "Whaling museums in Bergen open their doors in spring.",
        "Whaling songs of Bergen are taught in every school.",
        "Whaling law in Bergen lets no stranger own a boat.",
        "Whaling widows of Bergen keep a fund for the orphans.",
        "Whaling nets from Bergen hang in the hall of the parliament.",
    )
    return make_article("001", "\n".join(["Whaling in Bergen", *first, *lines]), published=published)


def test_figures_open_with_their_own_date_or_that_of_the_article_or_say_that_none_is_known() -> None:
    line = "In other news the fleet that lives from whaling sold 900 barrels of oil abroad in 2022."
    own = section(
        ask("/topic whaling Bergen", with_dates(many(line, published="2024-01-05"), _2022="2022")), "Figures"
    )
    assert [(item.date, item.date_of) for item in own.items] == [("2022", DateOf.EVENT)]
    line = line.replace(" in 2022", "")
    of_article = section(ask("/topic whaling Bergen", many(line, published="2024-01-05")), "Figures")
    assert [(item.date, item.date_of) for item in of_article.items] == [("2024-01-05", DateOf.ARTICLE)]
    undated = section(ask("/topic whaling Bergen", many(line)), "Figures")
    assert [(item.date, item.date_of) for item in undated.items] == [(None, None)]
    assert marked(undated.items[0]) == ["900 barrels"]


def test_a_sentence_that_dates_each_of_its_figures_opens_with_the_date_of_its_article() -> None:
    line = "In other news whaling earned $3 million in 2021 and then all of $5 million in 2022."
    article = with_dates(many(line, published="2024-01-05"), _2021="2021", _2022="2022")
    (item,) = section(ask("/topic whaling Bergen", article), "Figures").items
    assert (item.date, item.date_of) == ("2024-01-05", DateOf.ARTICLE)
    assert marked(item) == ["$3 million", "$5 million"]


def test_small_numbers_in_letters_are_no_figures() -> None:
    line = "Since then two ministers who live from whaling sold three boats."
    assert shown(ask("/topic whaling Bergen", many(line)), "Figures") == []


def test_events_stand_in_the_order_in_which_they_happened() -> None:
    lines = (
        "The last ship that left for whaling came home in 2019.",
        "Parliament had forbidden whaling along the coast in 1999.",
    )
    article = with_dates(many(*lines), _2019="2019", _1999="1999")
    part = section(ask("/topic whaling Bergen", article), "Timeline")
    assert [(item.date, item.date_of) for item in part.items] == [
        ("1999", DateOf.EVENT),
        ("2019", DateOf.EVENT),
    ]


def test_a_line_that_leans_on_the_one_before_is_shown_with_it_or_not_at_all() -> None:
    article = make_article(
        "001",
        "Bergen\nMinisters met in Bergen. They want lower quotas.\nNobody knows more.\nThey left the quotas.",
    )
    assert shown(ask("/topic quotas", article), "What is known") == [
        "Ministers met in Bergen. They want lower quotas."
    ]


def test_a_line_that_stands_with_the_one_after_it_is_not_shown_once_more() -> None:
    article = make_article(
        "001",
        "Quotas lifted\nRain fell on the harbour of Bergen and its nine old cranes all Monday.\n"
        "Ministers in Bergen agreed after nine hours on what nobody had expected of them. "
        "They lift the quotas for herring from May on.",
    )
    lines = [item.verbatim for part in ask("/topic quotas", article).sections for item in part.items]
    assert lines
    assert not any(one in other for one in lines for other in lines if one is not other)


def test_where_nothing_can_be_read_by_itself_it_is_still_shown() -> None:
    article = make_article("001", "A title\nIt ended whaling.")
    assert shown(ask("/topic whaling", article), "What is known") == ["It ended whaling."]


def test_the_only_thing_somebody_says_is_what_is_known() -> None:
    answer = ask("/topic geologist", *SLIDE)
    assert answer.sections[0].heading == "What is known"
    assert answer.sections[0].items[0].speaker == "Ada Lind"


def test_a_sentence_of_somebody_who_is_not_named_in_it_is_left_out() -> None:
    article = make_article(
        "001",
        "Whaling\nUnder his tenure whaling doubled.\nUnder his tenure, said Lind, whaling was a trade.\n"
        "Whaling ended in spring.",
        people=PEOPLE,
    )
    everything = [item.verbatim for part in ask("/topic whaling", article).sections for item in part.items]
    assert "Under his tenure whaling doubled." not in everything
    assert "Under his tenure, said Lind, whaling was a trade." in everything


def test_a_figure_of_another_clause_is_none_of_the_topic() -> None:
    first = make_article(
        "001",
        "Dam in Seld\nThe dam in Seld holds back the river. The mayor likes the dam.\n"
        "Where the dam of Seld was praised for its old stone walls, the mayor won 61 percent of the votes.\n"
        "The dam of Seld cost $4 million.",
    )
    figures = shown(ask("/topic dam of Seld", first), "Figures")
    assert all("61 percent" not in line for line in figures)
