"""Measure names and who is who: python -m tests.evaluation.names --data DIR --reference DIR [--show-errors].

DIR/gum_news/dep holds GUM files, DIR/polnear the PolNeAR quotations; the reference folder holds articles.json
and people.json of the starter corpus. None of it is part of the project.

A GUM name (see `gum`) counts as found when a name of ours stands there with the same words, initials and
endings aside. Linking is measured over the pairs of GUM names in one text: a pair is right when both are
found and lie in one figure of ours; a pair with a name that was not found counts as missed.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.people.figures import link_figures
from bot.people.resolver import resolve
from bot.text.names.people_named import find_names
from bot.text.sentences import sentences_of
from bot.text.syntax import SyntaxModel
from bot.words.documents import Article
from bot.words.findings import AnalysedArticle, Analysis, Sentence, Token
from bot.words.people import Person
from bot.words.spans import Span
from tests.evaluation.gum import GumText, gum_texts
from tests.evaluation.starter import article_of_text, starter_articles

# Texts of the half that was only to be measured, but was looked at after all.
_LOOKED_AT = frozenset({"GUM_news_election", "GUM_news_warhol"})
_MEASURED_ROLES = frozenset({"title+name", "apposition", "former post"})
# Everybody the starter corpus names, read by a person; the reference holds a part of them.
_STARTER_PEOPLE = frozenset(
    {
        "Ainur Imangali",
        "Akbota Karibayeva",
        "Alexander Lukashenko",
        "Antony Blinken",
        "Arkady Dubnov",
        "Assol",
        "Biden",
        "Daniel Rosenblum",
        "Deborah Robinson",
        "Donald Lu",
        "Donald Trump",
        "Emomali Rahmon",
        "Imangali Tasmagambetov",
        "Kairat Umarov",
        "Kassym-Jomart Tokayev",
        "Keith Kellogg",
        "Mark Libby",
        "Mark Rutte",
        "Michelle Erkin",
        "Nikol Pashinyan",
        "Philip Goldberg",
        "Sadyr Japarov",
        "Shavkat Mirziyoyev",
        "Vladimir Putin",
        "Volodymyr Zelensky",
        "William Moser",
        "Yoon Suk-Yeol",
    }
)


# --- scores ------------------------------------------------------------------------------------------------


@dataclass
class Score:
    """Counts of right, wrong and missed names, and of pairs of names linked."""

    found: int = 0
    wrong: int = 0
    missed: int = 0
    pairs_right: int = 0
    pairs_wrong: int = 0
    pairs_missed: int = 0

    def add(self, other: Score) -> None:
        """Add the counts of another score."""
        for key in self.__dataclass_fields__:
            setattr(self, key, getattr(self, key) + getattr(other, key))

    def line(self) -> str:
        """Return precision, recall and the linking figures in one line."""
        precision = self.found / max(1, self.found + self.wrong)
        recall = self.found / max(1, self.found + self.missed)
        right, wrong, missed = self.pairs_right, self.pairs_wrong, self.pairs_missed
        link = 2 * right / max(1, 2 * right + wrong + missed)
        return (
            f"names P {precision:.3f} R {recall:.3f}"
            f" ({self.found} right, {self.wrong} wrong, {self.missed} missed)"
            f" · linking pairs F1 {link:.3f} ({right} right, {wrong} wrong, {missed} missed)"
        )


def _core(text: str) -> list[str]:
    words = [word.casefold().rstrip(".") for word in re.findall(r"[^\W\d_]+\.?", text)]
    return [word for word in words if len(word) > 1 and word not in ("jr", "sr", "mr", "mrs", "ms", "dr")]


def _same(gold: str, ours: str) -> bool:
    return _core(gold) == _core(ours)


def score_gum(text: GumText, model: SyntaxModel, errors: list[str]) -> Score:
    """Compare our names and figures of one GUM text with its annotation."""
    sentences = sentences_of(text.article)
    tokens = model.parse(text.article.text, sentences)
    names = find_names(text.article, sentences, tokens)
    owner = _owners(text.article, sentences, tokens)
    content = text.article.text
    score, taken = Score(), set[int]()
    matched: list[tuple[str, int | None]] = []
    for mention in text.mentions:
        partner = next(
            (
                n
                for n, name in enumerate(names)
                if n not in taken
                and name.span.overlaps(mention.span)
                and _same(mention.span.of(content), name.span.of(content))
            ),
            None,
        )
        if partner is None:
            score.missed += 1
            matched.append((mention.group, None))
            errors.append(
                f"{text.name} missed {mention.span.of(content)!r}: {_around(content, mention.span)}"
            )
        else:
            taken.add(partner)
            score.found += 1
            matched.append((mention.group, owner.get(names[partner].span)))
    for number, name in enumerate(names):
        if number in taken or any(span.overlaps(name.span) for span in text.ignored):
            continue
        score.wrong += 1
        errors.append(
            f"{text.name} wrong {name.span.of(content)!r}: {_around(content, name.span)} {name.reasons}"
        )
    _score_pairs(matched, score)
    return score


def _owners(article: Article, sentences: Sequence[Sentence], tokens: Sequence[Token]) -> dict[Span, int]:
    figures = link_figures(article, sentences, tokens)
    return {mention.span: number for number, figure in enumerate(figures) for mention in figure.mentions}


def _score_pairs(matched: Sequence[tuple[str, int | None]], score: Score) -> None:
    for (group, figure), (other_group, other_figure) in itertools.combinations(matched, 2):
        linked = figure is not None and figure == other_figure
        if group == other_group:
            score.pairs_right += linked
            score.pairs_missed += not linked
        else:
            score.pairs_wrong += linked


def _around(text: str, span: Span) -> str:
    return "…" + " ".join(text[max(0, span.start - 50) : span.end + 40].split()) + "…"


def evaluate_gum(data: Path, model: SyntaxModel, show: bool) -> None:
    """Print the figures for GUM news: the half that was looked at, the half only measured, and interviews."""
    for kind in ("news", "interview"):
        halves: defaultdict[str, Score] = defaultdict(Score)
        errors: list[str] = []
        for number, text in enumerate(gum_texts(data / "gum_news", kind)):
            half = "looked at" if number % 2 == 0 or text.name in _LOOKED_AT else "only measured"
            own: list[str] = []
            halves[half].add(score_gum(text, model, own))
            if half == "looked at":
                errors.extend(own)
        for half, score in sorted(halves.items()):
            print(f"GUM {kind}, half {half}: {score.line()}")
        total = Score()
        for score in halves.values():
            total.add(score)
        print(f"GUM {kind}, all: {total.line()}")
        if show:
            print(*errors, sep="\n")


def evaluate_starter(reference: Path, model: SyntaxModel, show: bool) -> None:
    """Print people, mentions, roles and forbidden names of the starter corpus."""
    analysed = []
    for article, _ in starter_articles(reference):
        sentences = sentences_of(article)
        figures = link_figures(article, sentences, model.parse(article.text, sentences))
        analysed.append(AnalysedArticle(article, Analysis(article.id, sentences, figures)))
    people = {person.name: person for person in resolve(analysed)}
    right = people.keys() & _STARTER_PEOPLE
    precision, recall = len(right) / max(1, len(people)), len(right) / len(_STARTER_PEOPLE)
    print(f"starter corpus: people P {precision:.3f} R {recall:.3f}")
    data = json.loads((reference / "people.json").read_text(encoding="utf-8"))
    forms = {form for person in people.values() for form in person.forms}
    wrong = [entry["text"] for entry in data["non_persons"] if entry["text"] in forms]
    roles_found = roles = articles_right = 0
    for entry in data["people"]:
        person = people.get(entry["name"])
        wanted = [role["text"] for role in entry["roles"] if role["kind"] in _MEASURED_ROLES]
        missing = [text for text in wanted if not _has_role(person, text)]
        roles += len(wanted)
        roles_found += len(wanted) - len(missing)
        where = {appearance.article for appearance in person.appearances} if person else set()
        articles_right += where == set(entry["articles"])
        if show and missing:
            print("starter: role not found", entry["name"], missing)
    print(
        f"starter corpus, reference people: in the right articles {articles_right} of {len(data['people'])},"
        f" roles {roles_found} of {roles}, forbidden names {len(wrong)} {wrong}"
    )
    if show:
        print("starter: wrong", sorted(people.keys() - _STARTER_PEOPLE))
        print("starter: missed", sorted(_STARTER_PEOPLE - people.keys()))


def _has_role(person: Person | None, text: str) -> bool:
    return person is not None and any(role.text in text or text in role.text for role in person.roles)


def evaluate_polnear(data: Path, model: SyntaxModel, show: bool, most: int = 150) -> None:
    """Print how many speakers called names hold a name of ours; bodies and outlets are among them."""
    found = total = 0
    with (data / "polnear" / "direct_quotes_dev.jsonl").open(encoding="utf-8") as lines:
        for line in itertools.islice(lines, most):
            entry = json.loads(line)
            article = article_of_text(entry["id"], entry["text"])
            sentences = sentences_of(article)
            names = find_names(article, sentences, model.parse(article.text, sentences))
            sources = {
                Span(*quote["source"][0])
                for quote in entry["quotes"]
                if quote["source_kind"] == "name" and quote["source"]
            }
            for source in sorted(sources):
                hit = any(name.span.overlaps(source) for name in names)
                found += hit
                total += 1
                if show and not hit:
                    print("polnear: no person in", repr(source.of(article.text)))
    print(f"PolNeAR dev, {most} articles: speakers by name that hold a person's name {found} of {total}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print every figure; return 0."""
    parser = argparse.ArgumentParser(description="Figures for names and who is who.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--reference", type=Path, required=True)
    parser.add_argument("--show-errors", action="store_true")
    options = parser.parse_args(arguments)
    model = SyntaxModel()
    evaluate_gum(options.data, model, options.show_errors)
    evaluate_starter(options.reference, model, options.show_errors)
    evaluate_polnear(options.data, model, options.show_errors)
    return 0


if __name__ == "__main__":
    sys.exit(main())
