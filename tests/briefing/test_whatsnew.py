"""What is new for a rule, and why it is told; from values alone."""

from __future__ import annotations

from bot.briefing.arriving.whatsnew import MOST_READ, alert, briefing_since, news_for, rule_for, to_read
from bot.briefing.proof.verification import verified
from bot.words.answers import Briefing, DateOf, Status
from tests.makers import make_article, make_library

LIND = {"Ada Lind": ["Lind"]}
FISH = make_article(
    "001", "Fish\nAda Lind praised the market. It opened early.", people=LIND, published="2024-05-01"
)
QUOTA = make_article(
    "002",
    "Quotas\nHe left. The quotas on herring were lowered by Lind’s ministry.",
    people=LIND,
    published="2024-06-01",
)
CAPTION = make_article("003", "Prize\nLind smiles\nA prize was given.", people=LIND, captions=["Lind smiles"])
SPEECH = make_article(
    "004",
    "Speech\nNobody came. “We will lower the quotas again next year,” Ada Lind said.",
    people=LIND,
    says="Ada Lind",
)
LIBRARY, ARTICLES = make_library(FISH, QUOTA, CAPTION, SPEECH)
ALL = frozenset(ARTICLES)


def proved(briefing: Briefing) -> None:
    texts = {id_: article.article.text for id_, article in ARTICLES.items()}
    assert verified(briefing, texts) == (briefing, ())


def test_a_person_is_found_by_name_and_shown_where_named() -> None:
    rule = rule_for("Ada Lind", LIBRARY)
    assert [person.name for person in rule.people] == ["Ada Lind"]
    found = {one.article: one for one in news_for(rule, LIBRARY, ARTICLES)}
    assert set(found) == {"001", "002", "004"}  # in 003 only a caption names her
    assert (found["001"].form, found["001"].item.verbatim) == ("Ada Lind", "Ada Lind praised the market.")
    assert found["002"].form == "Lind"


def test_what_a_person_says_comes_before_what_is_said_of_them() -> None:
    rule = rule_for("Ada Lind", LIBRARY)
    (news,) = news_for(rule, LIBRARY, {"004": ARTICLES["004"]})
    assert news.item.speaker == "Ada Lind"


def test_a_topic_is_found_in_other_forms_of_its_word_and_says_which() -> None:
    rule = rule_for("quota", LIBRARY)
    found = news_for(rule, LIBRARY, ARTICLES)
    assert {one.article: one.form for one in found} == {"002": "quotas", "004": "quotas"}


def test_a_near_name_or_word_is_not_taken_for_the_one_that_is_waited_for() -> None:
    for words in ("Ada Lund", "Quoteas"):
        rule = rule_for(words, LIBRARY)
        assert not rule.people
        assert news_for(rule, LIBRARY, ARTICLES) == ()


def test_filters_of_a_rule_hold() -> None:
    rule = rule_for("quotas since:2024-06", LIBRARY)
    assert to_read(rule, LIBRARY, ALL) == ("002",)


def test_only_so_many_new_articles_are_read_the_best_of_them() -> None:
    library, _ = make_library(
        *(make_article(f"{n:03}", f"Town {n}\nNothing at all is here.") for n in range(MOST_READ + 20)),
        make_article("900", "Ferry\nThe ferry sails."),
    )
    wanted = to_read(rule_for("ferry", library), library, set(library.cards))
    assert "900" in wanted
    assert len(to_read(rule_for("", library), library, set(library.cards))) == MOST_READ


def test_an_alert_says_why_and_shows_no_line_twice() -> None:
    rules = [rule_for(words, LIBRARY) for words in ("Ada Lind", "quotas")]
    briefing = alert([(rule, news_for(rule, LIBRARY, ARTICLES)) for rule in rules], LIBRARY)
    proved(briefing)
    assert briefing.title == "New: Ada Lind, quotas"
    lines = [(item.article, item.span) for section in briefing.sections for item in section.items]
    assert len(set(lines)) == len(lines)
    assert (briefing.sections[1].note or "").startswith("You watch “quotas”; 2 new articles with “quotas”.")


def test_a_briefing_is_made_of_the_new_articles_alone_and_counts_the_whole_corpus() -> None:
    rule = rule_for("Ada Lind", LIBRARY)
    briefing = briefing_since([(rule, {"002": ARTICLES["002"]})], LIBRARY, "1 May 2024, 08:30")
    proved(briefing)
    assert {source.article for source in briefing.sources} == {"002"}
    assert briefing.message == "New since your last briefing, 1 May 2024, 08:30."
    assert briefing.corpus.articles == 4


def test_a_briefing_on_everything_leads_with_the_newest() -> None:
    briefing = briefing_since([(rule_for("", LIBRARY), ARTICLES)], LIBRARY, None)
    proved(briefing)
    assert briefing.sections[0].items[0].article == "002"


def test_nothing_new_is_said_plainly() -> None:
    nothing = briefing_since([(rule_for("whaling", LIBRARY), {})], LIBRARY, "1 May 2024, 08:30")
    assert nothing.status is Status.NONE
    assert nothing.message == "Nothing new on whaling since your last briefing, 1 May 2024, 08:30."
    assert nothing.sections == ()


STORY = " ".join(f"On day {day} herring boats of berth {day * 7} sailed north." for day in range(30))


def test_a_reprint_is_told_once_with_the_other_article_beside_it() -> None:
    first = make_article("021", f"Herring Sails\n{STORY}", published="2024-06-02")
    again = make_article("022", f"Fleet Leaves\n{STORY.replace('sailed', 'went')}", published="2024-06-01")
    other = make_article("023", "Herring Prices\nThe price of herring fell.", published="2024-05-01")
    library, articles = make_library(first, again, other)
    rule = rule_for("herring", library)
    briefing = alert([(rule, news_for(rule, library, articles))], library, articles)
    assert [(item.article, item.also) for item in briefing.sections[0].items] == [
        ("021", ("022",)),
        ("023", ()),
    ]
    assert {source.article for source in briefing.sources} == {"021", "022", "023"}


def test_lines_of_alerts_and_of_briefings_are_dated() -> None:
    rule = rule_for("Ada Lind", LIBRARY)
    told = alert([(rule, news_for(rule, LIBRARY, ARTICLES))], LIBRARY, ARTICLES)
    dates = {item.article: (item.date, item.date_of) for item in told.sections[0].items}
    assert dates["001"] == ("2024-05-01", DateOf.ARTICLE)
    assert dates["004"] == (None, None)
    briefed = briefing_since([(rule_for("quotas", LIBRARY), ARTICLES)], LIBRARY, None)
    lines = [item for section in briefed.sections for item in section.items]
    assert lines
    assert all((item.date is None) == (item.date_of is None) for item in lines)
