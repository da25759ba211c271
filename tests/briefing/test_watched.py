"""What tells quickly that an article is no news for a watch never says so of one that is."""

from __future__ import annotations

import random

import pytest

from bot.briefing.arriving.watched import WatchIndex, may_concern, names_in
from bot.briefing.arriving.whatsnew import news_for, rule_for
from bot.words.findings import AnalysedArticle
from tests.benchmarks.generated import Writer
from tests.makers import make_article, make_library

TALKS = make_article(
    "001",
    "Talks on gas\nOlga Alieva met Йоан Петров in Bergen. Exports of grain fell again.",
    people={"Olga Alieva": ["Alieva"], "Йоан Петров": ["Петров"]},
)
MAN = make_article("002", "Bread\nIgor Aliev baked bread.", people={"Igor Aliev": ["Aliev"]})


def concerns(words: str, article: AnalysedArticle) -> bool:
    library, read = make_library(article, MAN)
    id_ = article.article.id
    return may_concern(words, read[id_], names_in(id_, library))


@pytest.mark.parametrize(
    "words",
    ["gas", "grain exports", "Alieva", "Aliev", "Minister Alieva", "Петров", "gas or coal", "talks -coal"],
)
def test_an_article_with_the_words_or_the_name_may_concern_a_watch(words: str) -> None:
    assert concerns(words, TALKS)


@pytest.mark.parametrize("words", ["coal", "coal exports", "Lind", "whaling ban", "китобои"])
def test_an_article_without_them_does_not(words: str) -> None:
    assert not concerns(words, TALKS)


def test_one_word_of_many_may_be_missing_as_in_the_news_itself() -> None:
    assert concerns("gas talks grain Bergen coal", TALKS)
    assert not concerns("gas talks coal", TALKS)


def test_whatever_is_news_for_a_watch_may_concern_it() -> None:
    chance = random.Random(9)
    articles = list(Writer(6).articles(1, 30))
    library, read = make_library(*articles)
    words = [word for one in articles[:8] for word in one.article.text.replace(".", " ").split()]
    people = [person.name for person in library.directory.people]
    watches = [
        *people,
        *(name.split()[1] for name in people[:30]),
        *(" ".join(chance.sample(words, chance.randint(1, 5))) for _ in range(200)),
    ]
    index = WatchIndex()
    index.follow(dict.fromkeys(range(len(watches)), "whaling"), library)  # words may change
    index.follow(dict(enumerate(watches)), library)
    asked = {id_: index.concerned(article, names_in(id_, library)) for id_, article in read.items()}
    told = 0
    for number, watch in enumerate(watches):
        rule = rule_for(watch, library)
        for news in news_for(rule, library, read):
            told += 1
            assert may_concern(watch, read[news.article], names_in(news.article, library)), watch
            assert number in asked[news.article], watch
    assert told > 300
    assert sum(map(len, asked.values())) < 6 * told


def test_a_watch_is_filed_under_its_rarest_word_and_a_general_one_asks_nobody() -> None:
    library, read = make_library(TALKS, MAN)
    index = WatchIndex()
    index.follow({1: "gas whaling", 2: "bread", 3: "grain gas", 4: ""}, library)
    assert index.concerned(read["001"], frozenset()) == {3, 4}
    assert index.concerned(read["002"], frozenset()) == {2, 4}
