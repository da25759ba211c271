"""Articles written by chance, with the analysis they would get: people, posts, quotations, sentences.

No model reads them, so that twenty thousand are there in a minute. Names follow the usual law: few are in
many articles, and the more articles there are, the more names.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from bot.words.findings import AnalysedArticle
from tests.makers import make_article


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_BEGINNINGS = _words("Ba Da Ke Li Mo Na Or Pe Ra Sa Te Ul Ve Yo Za Gri")
_MIDDLES = _words("bel dar gan kor lim mir nel pol ran sul tam vor zin she")
_ENDINGS = _words("ev ov sky son er ad i o man wick berg aliyev")
_GIVEN = _words("Ada Bo Clara David Elena Frank Gita Henry Irina John Karl Laura Nora Oleg Paul Rosa Tina")
_POSTS = (
    "Foreign Minister", "Ambassador", "President", "Deputy Minister", "Spokesman", "Governor", "Professor",
    "General", "Senator", "Analyst",
)  # fmt: skip
_SUBJECTS = (
    "gas pipeline", "nuclear power plant", "human rights", "border crossing", "grain exports",
    "water supply", "railway corridor", "trade agreement", "sanctions", "free elections", "labour migration",
    "uranium mining", "drug trafficking", "climate fund", "peace talks", "prisoner exchange", "customs union",
    "visa regime", "military exercise", "press freedom", "tax reform", "debt relief", "port terminal",
    "flood relief",
)  # fmt: skip
_DEEDS = _words(
    "signed rejected discussed postponed welcomed criticised ratified financed opened suspended extended"
)
_REST = (
    "after a meeting in {place}", "before the summit in {place}", "despite protests in {place}",
    "together with partners from {place}", "while talks in {place} went on", "at the request of {place}",
    "as the parliament of {place} had asked", "for the first time since the war in {place}",
)  # fmt: skip
_OUTLETS = ("Daily Herald", "Northern Post", "Steppe Times", "Harbour News", None)
_SENTENCES = 18  # of an article, on average
_NEW_NAME = 0.25  # share of the names an article brings that nobody had before


class Writer:
    """Writes articles, the same ones each time."""

    def __init__(self, seed: int = 11) -> None:
        self._chance = random.Random(seed)
        self._people: list[str] = []
        self._places = [self.word() for _ in range(40)]

    def articles(self, first: int, number: int) -> Iterator[AnalysedArticle]:
        """Yield articles with numbers of their own."""
        for one in range(first, first + number):
            yield self.article(one)

    def article(self, number: int) -> AnalysedArticle:
        """Write one article."""
        chance = self._chance
        people = list(dict.fromkeys(self._person() for _ in range(chance.randint(2, 6))))
        posts = {name: chance.choice(_POSTS) for name in people}
        subjects = chance.sample(_SUBJECTS, 3)
        speaker = people[0]
        if chance.random() < 0.1:
            self._places.append(self.word())
        lines = [f"{chance.choice(subjects).capitalize()} {chance.choice(_DEEDS)} in {self._place()}"]
        introduced = [f"{posts[name]} {name} came to {self._place()}." for name in people]
        told = [self._sentence(people, subjects) for _ in range(chance.randint(_SENTENCES // 2, _SENTENCES))]
        said = f"“We {chance.choice(_DEEDS)} the {subjects[0]} and will go on,” {speaker.split()[1]} said."
        sentences = [*introduced, *told, said]
        lines += [" ".join(sentences[start : start + 3]) for start in range(0, len(sentences), 3)]
        day = f"{2015 + number % 10}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        return make_article(
            f"{number:06}",
            "\n".join(lines),
            people={name: [name.split()[1]] for name in people},
            roles=posts,
            says=speaker,
            outlet=chance.choice(_OUTLETS),
            published=day if chance.random() < 0.8 else None,
        )

    def _sentence(self, people: list[str], subjects: list[str]) -> str:
        chance = self._chance
        who = chance.choice((chance.choice(people).split()[1], f"The government of {self._place()}"))
        what = f"the {chance.choice(subjects)} of {self._place()}"
        return f"{who} {chance.choice(_DEEDS)} {what} {chance.choice(_REST).format(place=self._place())}."

    def _person(self) -> str:
        chance = self._chance
        if not self._people or chance.random() < _NEW_NAME:
            self._people.append(f"{chance.choice(_GIVEN)} {self.word()}")
        # The earlier somebody came, the more is written about them.
        return self._people[int(len(self._people) * chance.random() ** 3)]

    def _place(self) -> str:
        return self._places[int(len(self._places) * self._chance.random() ** 2)]

    def word(self) -> str:
        """Return a name that may never have been heard."""
        chance = self._chance
        middle = "".join(chance.choice(_MIDDLES) for _ in range(chance.randint(1, 2)))
        return chance.choice(_BEGINNINGS) + middle + chance.choice(_ENDINGS)
