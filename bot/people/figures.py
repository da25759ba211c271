"""Who is who inside one article: the places that name one person are brought together, with the reason.

Full names come first; a family name, a given name or initials by themselves go to the full name they fit, the
nearer and the more often named first; what the text calls somebody later ("the Ambassador", "the Kazakh
president") goes to the one figure whose roles bear it out. Where two people fit equally, nothing is linked.
Pronouns are left to `pronouns`.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.models import Article, Figure, Mention, MentionKind, RoleMention, Sentence, Span, Token
from bot.people.role_mentions import find_role_mentions
from bot.people.roles import find_roles
from bot.people.spelling import (
    PersonalName,
    same_person_name,
    skeleton,
    sounds_alike,
    take_apart,
)
from bot.text.name_lexicon import cyrillic_stem, fold, is_cyrillic, lexicon
from bot.text.names import Name, Zone, find_names

_MOST_NAMESAKES = 200  # people of one family name looked at; more is no article
_SON_OF = frozenset({"bin", "ibn", "ben", "bint"})
_NEAR = 2  # sentences back in which a full name decides between people of one family


@dataclass(slots=True)
class _Person:
    """A figure being put together: its names as indexes into the names of the article."""

    number: int
    apart: PersonalName
    names: list[int] = field(default_factory=list)
    gender: str | None = None
    roles: list[RoleMention] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    full: list[tuple[int, int]] = field(default_factory=list)


def link_figures(
    article: Article, sentences: Sequence[Sentence], tokens: Sequence[Token]
) -> tuple[Figure, ...]:
    """Return the people of an article in order of their first mention, each with every place that names them.

    Args:
        article: The cleaned article.
        sentences: Its sentences.
        tokens: Their tokens, in order; may be empty.
    """
    names = find_names(article, sentences, tokens)
    linking = _Linking(article, names)
    people = linking.people()
    for found in find_roles(article, sentences, tokens, names):
        person = linking.owner.get(found.name)
        if person is not None:
            person.roles.append(found.role)
    figures = [_figure(article, person, names) for person in people]
    return _with_role_mentions(article, sentences, tokens, figures)


def figure_at(figures: Sequence[Figure], span: Span) -> int | None:
    """Return the index of the figure one of whose mentions overlaps `span`, None where none does."""
    for number, figure in enumerate(figures):
        if any(mention.span.overlaps(span) for mention in figure.mentions):
            return number
    return None


class _Linking:
    """Brings the names of one article together."""

    def __init__(self, article: Article, names: Sequence[Name]) -> None:
        self.article = article
        self.names = names
        self.aparts = [take_apart(name.words) for name in names]
        self.found: list[_Person] = []
        self.owner: dict[int, _Person] = {}
        self.by_family: defaultdict[str, list[_Person]] = defaultdict(list)
        self.by_given: defaultdict[str, list[_Person]] = defaultdict(list)
        self.by_tail: dict[tuple[str, ...], _Person] = {}
        self.by_parts: dict[tuple[tuple[str, ...], tuple[str, ...]], _Person] = {}

    def people(self) -> list[_Person]:
        order = sorted(range(len(self.names)), key=lambda number: -len(self.aparts[number].parts))
        for number in order:
            if self.aparts[number].given or self._initials_only(number):
                self._place_full(number)
        for number in range(len(self.names)):
            if number not in self.owner:
                self._place_single(number)
        for person in self.found:
            person.names.sort()
        self.found.sort(key=lambda person: person.names[0])
        return self.found

    def _initials_only(self, number: int) -> bool:
        return bool(self.aparts[number].initials)

    # --- full names -----------------------------------------------------------------------------------------

    def _place_full(self, number: int) -> None:
        apart = self.aparts[number]
        known = self.by_parts.get((apart.parts, apart.initials))
        if known is not None and self._gender_fits(known, number):
            self._add(known, number, MentionKind.FULL, "same full name")
            return
        for person in self._near_family(apart):
            if same_person_name(person.apart, apart) and self._gender_fits(person, number):
                reason = "same full name" if person.apart.parts == apart.parts else "a form of the full name"
                self._add(person, number, MentionKind.FULL, reason)
                return
        for person in self._near_family(PersonalName((), apart.given[-1] if apart.given else "")):
            if set(apart.parts) == set(person.apart.parts):  # "Tokayev Kassym-Jomart"
                self._add(person, number, MentionKind.FULL, "the same names in another order")
                return
        longer = self.by_tail.get(apart.parts) if len(apart.parts) == 2 else None
        if longer is not None:
            self._add(longer, number, MentionKind.SURNAME, "the family names of the full name")
            return
        person = self._new(number)
        self._add(person, number, MentionKind.FULL, "a full name")

    def _near_family(self, apart: PersonalName) -> list[_Person]:
        found = list(self.by_family.get(_family_key(apart.family), ()))
        if "-" in apart.family:
            for part in apart.family.split("-"):
                found.extend(self.by_family.get(_family_key(part), ()))
        return _unique(found[-_MOST_NAMESAKES:])

    def _new(self, number: int) -> _Person:
        person = _Person(len(self.found), self.aparts[number])
        self.found.append(person)
        apart = person.apart
        self.by_parts.setdefault((apart.parts, apart.initials), person)
        if len(apart.parts) > 2:
            self.by_tail.setdefault(apart.parts[-2:], person)
        self.by_family[_family_key(apart.family)].append(person)
        if " " in apart.family and apart.family.split()[0] not in _SON_OF:  # "van der Bellen", "Bellen"
            self.by_family[_family_key(apart.family.split()[-1])].append(person)
        for place, given in enumerate(apart.given):
            if place == 0 or apart.given[place - 1] not in _SON_OF:
                self.by_given[_family_key(given)].append(person)
        if (
            len(apart.given) > 1 and apart.given[-2] not in _SON_OF
        ):  # "López Obrador": the first of two family names
            self.by_family[_family_key(apart.given[-1])].append(person)
        return person

    def _add(self, person: _Person, number: int, kind: MentionKind, reason: str) -> None:
        name = self.names[number]
        person.names.append(number)
        person.mentions.append(Mention(name.span, kind, reason))
        if len(name.words) > 1:
            insort(person.full, (name.span.start, number))
        self.owner[number] = person
        if len(self.aparts[number].parts) > len(person.apart.parts):
            person.apart = self.aparts[number]
        alone = kind is not MentionKind.FULL and len(person.names) > 1
        person.gender = person.gender or _gender(name, PersonalName((), "") if alone else self.aparts[number])
        if name.other is not None:
            person.mentions.append(Mention(name.other, MentionKind.FULL, "another name in brackets"))

    def _gender_fits(self, person: _Person, number: int) -> bool:
        said = lexicon().titles.get((self.names[number].title or "").rstrip("."))
        return said not in ("male", "female") or person.gender in (None, said)

    # --- names of one word ----------------------------------------------------------------------------------

    def _place_single(self, number: int) -> None:
        apart = self.aparts[number]
        key = apart.family
        family = [p for p in self.by_family.get(_family_key(key), ()) if _bears_family(p.apart, key)]
        chosen, reason = self._choose(_unique(family), number)
        if chosen is not None:
            self._add(chosen, number, MentionKind.SURNAME, f"the family name; {reason}")
            return
        forms = sorted(lexicon().short_forms.get(key, frozenset()) | {key})
        given = [p for form in forms for p in self.by_given.get(_family_key(form), ())[-_MOST_NAMESAKES:]]
        given = [p for p in given if _bears_given(p.apart, forms)]
        chosen, reason = self._choose(_unique(given), number)
        if chosen is not None:
            self._add(chosen, number, MentionKind.GIVEN, f"the given name; {reason}")
            return
        person = self._new(number)
        known_given = lexicon().is_given(key) and not lexicon().is_surname(key)
        kind = MentionKind.GIVEN if known_given else MentionKind.SURNAME
        self._add(person, number, kind, "named by one word only")

    def _choose(self, people: Sequence[_Person], number: int) -> tuple[_Person | None, str]:
        """Return whom of several people a single word names, and why; None where nobody fits."""
        fitting = [person for person in people if self._gender_fits(person, number)]
        if len(fitting) < 2:
            return (fitting[0], "nobody else has it") if fitting else (None, "")
        here = self.names[number]
        near = self._nearest_full(fitting, here)
        if near is not None:
            return near, "named in full just before"
        ranked = sorted(fitting, key=lambda person: (-len(person.names), person.number))
        others = ", ".join(" ".join(self.names[person.names[0]].words) for person in ranked[1:3])
        return ranked[0], f"named more often than {others}"

    def _nearest_full(self, people: Sequence[_Person], here: Name) -> _Person | None:
        """Return who of `people` was last named in full, in this sentence or just before it."""
        best: tuple[int, _Person] | None = None
        for person in people:
            place = bisect_left(person.full, (here.span.start, 0)) - 1
            if place < 0:
                continue
            start, index = person.full[place]
            sentence = self.names[index].sentence
            near = sentence is not None and here.sentence is not None and here.sentence - sentence <= _NEAR
            if near and (best is None or start > best[0]):
                best = (start, person)
        return best[1] if best is not None else None


def _unique(people: Iterable[_Person]) -> list[_Person]:
    return list({person.number: person for person in people}.values())


def _family_key(word: str) -> str:
    """Return what names are filed under: coarse enough for every spelling that could be one."""
    if is_cyrillic(word):
        return cyrillic_stem(word)[:4]
    return skeleton(word.split(" ")[-1])[:4]


def _bears_family(apart: PersonalName, key: str) -> bool:
    last = () if apart.family.split(" ")[0] in _SON_OF else (apart.family.split(" ")[-1],)
    middle = apart.given[-1:] if len(apart.given) > 1 and apart.given[-2] not in _SON_OF else ()
    parts = (apart.family, *last, *middle)
    return any(part and sounds_alike(part, key) for part in parts)


def _bears_given(apart: PersonalName, keys: Iterable[str]) -> bool:
    """Say whether a given name, or a piece of one with a hyphen, is one of `keys`, forms of one name."""
    parts = [*apart.given, *(piece for given in apart.given for piece in given.split("-"))]
    return any(sounds_alike(part, key) for part in parts for key in keys)


def _gender(name: Name, apart: PersonalName) -> str | None:
    known = lexicon()
    said = known.titles.get((name.title or "").rstrip("."))
    if said in ("male", "female"):
        return said
    if any(known.is_patronymic(part) for part in (*apart.given, apart.family)):
        for part in (*apart.given, apart.family):
            if part.endswith(
                ("ovna", "evna", "yevna", "ivna", "kyzy", "qyzy", "овна", "евна", "ична", "кызы", "қызы")
            ):
                return "female"
            if part.endswith(("ovich", "evich", "ович", "евич", "uly", "ұлы", "улы", "uulu", "oghlu")):
                return "male"
    for given in apart.given[:1]:
        if gender := known.gender_of(given):
            return gender
    if apart.given and apart.family.endswith(("ova", "eva", "skaya", "ова", "ева", "ская")):
        return "female"
    if apart.given and apart.family.endswith(("ov", "ev", "skiy", "sky", "ов", "ев", "ский")):
        return "male"
    if not apart.given and known.is_given(apart.family):
        return known.gender_of(apart.family)
    return None


# --- putting the figures together -------------------------------------------------------------------------


def _figure(article: Article, person: _Person, names: Sequence[Name]) -> Figure:
    own = [names[index] for index in person.names]
    best = max(own, key=_fullness)
    others = [article.read(name.other) for name in own if name.other is not None]
    spelled = Counter(" ".join(name.words) for name in own)
    shown = " ".join(best.words)
    others += [form for form in spelled if form != shown and len(form.split()) > 1]
    mentions = tuple(sorted(person.mentions, key=lambda mention: mention.span))
    family = person.apart.family
    single = len(person.apart.parts) == 1 and mentions[0].kind is MentionKind.GIVEN
    return Figure(
        name=" ".join(shown.split()),
        mentions=mentions,
        roles=tuple(sorted(dict.fromkeys(person.roles), key=lambda role: role.span)),
        other_names=tuple(dict.fromkeys(others)),
        family_name=None if single or not family else _as_written(family, best.words),
        gender=person.gender,
        weak=all(name.zone is Zone.CAPTION for name in own),
    )


def _fullness(name: Name) -> tuple[int, int, int, int]:
    """Order the forms of one person: more whole words, a nominative, not in capitals, in the text."""
    apart = take_apart(name.words)
    nominative = (
        all(part in lexicon().given for part in apart.given[:1]) if is_cyrillic(name.words[0]) else True
    )
    shouted = all(word.isupper() for word in name.words if len(word) > 2)
    return (
        len(apart.parts),
        int(nominative) - int(shouted),
        int(name.zone is not Zone.CAPTION),
        len(apart.initials),
    )


def _as_written(family: str, words: Sequence[str]) -> str:
    """Return the family name with the capitals it has in `words`."""
    count = len(family.split())
    for start in range(len(words) - count + 1):
        piece = words[start : start + count]
        if " ".join(fold(word).rstrip(".") for word in piece) == family:
            return " ".join(piece)
    return " ".join(words[-count:])


def _with_role_mentions(
    article: Article, sentences: Sequence[Sentence], tokens: Sequence[Token], figures: Sequence[Figure]
) -> tuple[Figure, ...]:
    added = find_role_mentions(article, sentences, tokens, figures)
    if not added:
        return tuple(figures)
    return tuple(
        Figure(
            figure.name,
            tuple(sorted((*figure.mentions, *added.get(number, ())), key=lambda mention: mention.span)),
            figure.roles,
            figure.other_names,
            figure.family_name,
            figure.gender,
            figure.weak,
        )
        for number, figure in enumerate(figures)
    )
