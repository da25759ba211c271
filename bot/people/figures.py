"""Who is who inside one article: the places that name one person are brought together, with the reason.

Full names come first; a family name, a given name or initials by themselves go to the full name they fit, the
nearer and the more often named first; what the text calls somebody later ("the Ambassador", "the Kazakh
president") goes to the one figure whose roles bear it out. Where two people fit equally, nothing is linked.
Pronouns are left to `pronouns`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from bot.language_data.loading import subject
from bot.people.aliases import Alias, aliases_of, occurrences
from bot.people.lifetimes import UNTOLD, Lifetime, told_at
from bot.people.lone_words import lone_figures
from bot.people.name_spelling import (
    PersonalName,
    has_one_qaf,
    is_beginning,
    letters_of,
    misspelt,
    same_given,
    same_person_name,
    skeleton,
    sounds_alike,
    take_apart,
)
from bot.people.role_mentions import find_role_mentions
from bot.people.roles import find_roles
from bot.text.morphology import NOMINATIVE, ONE_FORM, is_known, lemma_of, person_noun, readings
from bot.text.names.name_lexicon import cyrillic_stem, fold, is_cyrillic, lexicon
from bot.text.names.nicknames import nicknames_in
from bot.text.names.people_named import Name, Zone, find_names_and_lone_words
from bot.text.names.role_words import role_sense, role_words
from bot.text.names.russian_names import basic_form, is_address, sex_of, ways_of
from bot.text.russian_cues import kazakh_cues, nominative_calling
from bot.words.documents import Article
from bot.words.findings import Figure, Mention, MentionKind, RoleMention, Sentence, Token
from bot.words.spans import Span

_LONGEST_TITLES = 24  # characters of "Madam Secretary " and the like before a name
_TWO_TITLES = re.compile(r"\b([A-Z][a-z]{1,4})\.?[ \u00a0]([A-Z][a-z]+)[ \u00a0]\Z")
_MOST_NAMESAKES = 200  # people of one family name looked at; more is no article
_TELLING = frozenset({"dr", "lady"})  # said to anybody, and yet not to a president
_CONSORTS = frozenset({"lady"})
_ESTABLISHED = 2  # times called by the family name alone after which it means the one so called
_LONG_AGO = 20  # sentences after which somebody else of the name is no longer in the reader's mind
_MASCULINE_ENDINGS = frozenset({"а", "у", "ом", "ем", "е"})  # behind a consonant, as names of men have them
_ANYBODY = frozenset({"man", "woman"})  # "the first woman elected premier" is nobody's relative
_NICKNAME_MARKS = "\"“”„«»‟`'‘’()"
_NEAR = 2  # sentences back in which a full name decides between people of one family


@dataclass(slots=True)
class _Person:
    """A figure being put together: its names as indexes into the names of the article."""

    number: int
    apart: PersonalName
    lifetime: Lifetime = UNTOLD
    names: list[int] = field(default_factory=list)
    gender: str | None = None
    roles: list[RoleMention] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    full: list[tuple[int, int]] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)
    alone: int = 0
    last_alone: int | None = None
    of_post: bool = False  # brought in by a post and the family name, beside a namesake
    aliases: list[str] = field(default_factory=list)

    def go_by(self, alias: Alias) -> None:
        """Take another name that the article gives the person, with its places."""
        self.aliases.append(alias.words)
        reason = "another name that the text gives"
        places = {mention.span for mention in self.mentions}
        self.mentions += [
            Mention(place, MentionKind.SURNAME, reason) for place in alias.places if place not in places
        ]


def link_figures(
    article: Article, sentences: Sequence[Sentence], tokens: Sequence[Token]
) -> tuple[Figure, ...]:
    """Return the people of an article in order of their first mention, each with every place that names them.

    Words that may be family names, though only another article can say so, come last as lone figures.

    Args:
        article: The cleaned article.
        sentences: Its sentences.
        tokens: Their tokens, in order; may be empty.
    """
    found = find_names_and_lone_words(article, sentences, tokens)
    found, aliases = _with_aliases(article, found)
    names = tuple(name for name in found if not name.lone)
    roles: defaultdict[int, list[RoleMention]] = defaultdict(list)
    for said in find_roles(article, sentences, tokens, names):
        roles[said.name].append(said.role)
    linking = _Linking(article, names, roles)
    people = linking.people()
    for number, borne in roles.items():
        person = linking.owner.get(number)
        if person is not None:
            person.roles.extend(borne)
    for number, name in enumerate(names):
        if (alias := aliases.get(name.span)) is not None and number in linking.owner:
            linking.owner[number].go_by(alias)
    figures = [_figure(article, person, names, linking.basic) for person in people]
    figures = list(_with_role_mentions(article, sentences, tokens, figures))
    return (*figures, *lone_figures(name for name in found if name.lone))


def _with_aliases(article: Article, found: Sequence[Name]) -> tuple[tuple[Name, ...], Mapping[Span, Alias]]:
    """Return the names without those that somebody only goes by, and these by the name that tells them."""
    told = aliases_of(article, [name for name in found if not name.lone])
    taken: set[int] = set()
    aliases: dict[Span, Alias] = {}
    for full, alias in told.items():
        keys = tuple(map(fold, article.read(alias).split()))
        own = next(set(name.keys) for name in found if name.span == full)
        others = (name.keys for name in found if len(name.words) > 1 and not own <= set(name.keys))
        if any(keys[-1] in other and other != keys for other in others):
            continue  # another bears it as a name of his own
        free = [
            place
            for place in occurrences(article, article.read(alias))
            if place == alias
            or not any(place.overlaps(name.span) and not place.contains(name.span) for name in found)
        ]
        same = [number for number, name in enumerate(found) if any(one.contains(name.span) for one in free)]
        taken.update(same)
        aliases[full] = Alias(article.read(alias), tuple(free))
    return tuple(name for number, name in enumerate(found) if number not in taken), aliases


class _Linking:
    """Brings the names of one article together."""

    def __init__(
        self, article: Article, names: Sequence[Name], roles: Mapping[int, Sequence[RoleMention]]
    ) -> None:
        self.article = article
        self.names = names
        self.roles = roles
        seen = frozenset(fold(word) for name in names for word in name.words)
        self.basic = [basic_form(article, name.span, name.words, seen) for name in names]
        # Family names that the article never declines: "Рахими" is no form of "Рахимя".
        self.whole = frozenset(
            fold(words[-1])
            for name, words in zip(names, self.basic, strict=True)
            if len(words) > 1 and words == name.words and fold(words[-1])[-1:] in ONE_FORM
        )
        self.basic = [
            name.words if len(words) == 1 and fold(name.words[0]) in self.whole else words
            for name, words in zip(names, self.basic, strict=True)
        ]
        self.aparts = [take_apart(words) for words in self.basic]
        self.found: list[_Person] = []
        self.owner: dict[int, _Person] = {}
        self.by_family: defaultdict[str, list[_Person]] = defaultdict(list)
        self.by_given: defaultdict[str, list[_Person]] = defaultdict(list)
        self.beside = self._posts_beside()
        self.posts_alone: defaultdict[str, set[str]] = defaultdict(set)
        for number, apart in enumerate(self.aparts):
            if not apart.given:
                self.posts_alone[apart.family] |= self._posts(number)
        self.by_tail: defaultdict[tuple[str, ...], list[_Person]] = defaultdict(list)
        self.by_parts: dict[tuple[tuple[str, ...], tuple[str, ...], str], _Person] = {}
        self.by_letters: dict[str, _Person] = {}

    def people(self) -> list[_Person]:
        order = sorted(
            range(len(self.names)),
            key=lambda number: (-len(self.aparts[number].parts), not self.aparts[number].generation),
        )
        addresses = [number for number in order if is_address(self.basic[number])]
        for number in order:
            if number not in addresses and (self.aparts[number].given or self._initials_only(number)):
                self._place_full(number)
        for number in addresses:
            self._place_address(number)
        self._credit_leads()
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
        told = told_at(self.article, self.names[number].span)
        letters = letters_of(apart.parts)
        namesakes = [p for p in self._near_family(apart) if letters_of(p.apart.parts) == letters]
        left = [person for person in namesakes if not person.lifetime.excludes(told)]
        if len(namesakes) > 1 and not (told.is_told and len(left) == 1):
            return  # of people of one full name it is nobody in particular
        if namesakes and not left:
            self._add(self._new(number, told), number, MentionKind.FULL, "a full name, of another age")
            return
        if left:
            left[0].lifetime = left[0].lifetime.narrowed(told)
        known = self.by_parts.get((apart.parts, apart.initials, apart.generation))
        if known is not None and self._gender_fits(known, number):
            self._add(known, number, MentionKind.FULL, "same full name")
            return
        spelled = self.by_letters.get(letters_of(self.names[number].words))
        if spelled is not None:
            self._add(spelled, number, MentionKind.FULL, "the same letters")
            return
        fitting = self._of_one_form(number)
        if len({person.apart.generation for person in fitting}) > 1:
            return  # father and son bear it and nothing says which
        for person in fitting:
            reason = "same full name" if person.apart.parts == apart.parts else "a form of the full name"
            self._add(person, number, MentionKind.FULL, reason)
            return
        if not self._place_part(number):
            self._add(self._new(number, told), number, MentionKind.FULL, "a full name")

    def _place_part(self, number: int) -> bool:
        """Put a name that has the words of a known one in another order, or some of them; say whether."""
        apart = self.aparts[number]
        for person in self._near_family(PersonalName((), apart.given[-1] if apart.given else "")):
            if set(apart.parts) == set(person.apart.parts):  # "Tokayev Kassym-Jomart"
                self._add(person, number, MentionKind.FULL, "the same names in another order")
                return True
        for person in _unique(self.by_given.get(_family_key(apart.parts[0]), ())):
            if is_beginning(apart, person.apart):
                self._add(person, number, MentionKind.FULL, "the beginning of the full name")
                return True
        longer = self.by_tail.get(apart.parts, []) if len(apart.parts) == 2 else []
        if len(longer) == 1:
            self._add(longer[0], number, MentionKind.SURNAME, "the family names of the full name")
        return bool(longer)  # of several of these family names it is nobody in particular

    def _of_one_form(self, number: int) -> list[_Person]:
        """Return the people of whose name one is a form; of the same generation, where there are such."""
        apart = self.aparts[number]
        fitting = [
            person
            for person in self._near_family(apart)
            if same_person_name(person.apart, apart)
            and self._gender_fits(person, number)
            and self._sex_fits(person, number)
            and self._is_of_generation(person, number)
        ]
        return [person for person in fitting if person.apart.generation == apart.generation] or fitting

    def _is_of_generation(self, person: _Person, number: int) -> bool:
        """Say whether a full name without "Jr." or the like may be the one who bears it.

        Not who is called a relative, and not who was named in full before the one with the addition came.
        """
        if not person.apart.generation or self.aparts[number].generation:
            return True
        name = self.names[number]
        first = min((start for start, _ in person.full), default=name.span.start)
        opens = name.zone is Zone.BODY and name.span.start < first
        return not opens and not self._called(number) & lexicon().relatives

    def _place_address(self, number: int) -> None:
        """Put "Виктор Фёдорович" where one person of that given and no other father's name is named."""
        given, father = (fold(word) for word in self.basic[number])
        fathers = {fold(words[1]) for words in self.basic if is_address(words) and fold(words[0]) == given}
        here = self.names[number].span.start
        fitting = [
            person
            for person in _unique(self.by_given.get(_family_key(given), ()))
            if any(same_given(own, given) for own in person.apart.given[:1])
            and _fathers_agree(person.apart, father, fathers)
            and (number not in self.roles or person.heads & self._called(number))
            and person.full[:1] < [(here, 0)]
            and self._sex_fits(person, number)
        ]
        if len(fitting) == 1:
            self._add(fitting[0], number, MentionKind.GIVEN, "the given and the father's name of one person")
        else:
            self._place_full(number)

    def _sex_fits(self, person: _Person, number: int) -> bool:
        """Say whether a form can be that of a person of this sex: "Агаевой" is not his."""
        return person.gender is None or self._sex(number) in (None, person.gender)

    def _russian(self, number: int) -> bool:
        return self.article.language == "ru" and is_cyrillic(self.names[number].words[-1])

    def _sex(self, number: int) -> str | None:
        """Return whose form a Russian name is, his or hers, where the text tells; or who "Mr Justice" is."""
        name = self.names[number]
        start = name.span.start
        before = _TWO_TITLES.search(self.article.text, max(0, start - _LONGEST_TITLES), start)
        sex = lexicon().titles.get(fold(before[1])) if before is not None else None
        if before is not None and sex != "either" and fold(before[2]) in role_words().after_forms_of_address:
            return sex
        if not self._russian(number) or (len(name.words) == 1 and fold(name.words[0]) in self.whole):
            return None
        return sex_of(ways_of(self.article, name.span, name.words))

    def _near_family(self, apart: PersonalName) -> list[_Person]:
        found = list(self.by_family.get(_family_key(apart.family), ()))
        if "-" in apart.family:
            for part in apart.family.split("-"):
                found.extend(self.by_family.get(_family_key(part), ()))
        return _unique(found[-_MOST_NAMESAKES:])

    def _new(self, number: int, lifetime: Lifetime = UNTOLD) -> _Person:
        person = _Person(len(self.found), self.aparts[number], lifetime)
        self.found.append(person)
        apart = person.apart
        self.by_parts.setdefault((apart.parts, apart.initials, apart.generation), person)
        self.by_letters.setdefault(letters_of(self.names[number].words), person)
        if len(apart.parts) > 2:
            self.by_tail[apart.parts[-2:]].append(person)
        if len(family := tuple(apart.family.split())) == 2 and apart.given:  # "Al Rumi" of "Adil Al Rumi"
            self.by_tail[family].append(person)
        self.by_family[_family_key(apart.family)].append(person)
        if (
            " " in apart.family and apart.family.split()[0] not in lexicon().sons_of
        ):  # "van der Bellen", "Bellen"
            self.by_family[_family_key(apart.family.split()[-1])].append(person)
        for place, given in enumerate(apart.given):
            if place == 0 or apart.given[place - 1] not in lexicon().sons_of:
                self.by_given[_family_key(given)].append(person)
        if (
            len(apart.given) > 1 and apart.given[-2] not in lexicon().sons_of
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
        person.heads.update(self._posts(number))
        if len(self.aparts[number].parts) > len(person.apart.parts):
            person.apart = self.aparts[number]
        alone = kind is not MentionKind.FULL and len(person.names) > 1
        apart = PersonalName((), "") if alone else self.aparts[number]
        person.gender = (
            person.gender or self._sex(number) or _gender(name, apart, surely=self._russian(number))
        )
        if name.other is not None:
            person.mentions.append(Mention(name.other, MentionKind.FULL, "another name in brackets"))

    def _gender_fits(self, person: _Person, number: int) -> bool:
        said = lexicon().titles.get((self.names[number].title or "").rstrip("."))
        return said not in ("male", "female") or person.gender in (None, said)

    # --- names of one word ----------------------------------------------------------------------------------

    def _place_titled(self, number: int) -> None:
        """Put "Sheikh Adil" where his name in full begins or ends just so, or let it be a person by itself.

        A text spells a given name in one way: beside "Sheikh Mohammed bin Omar" another is "Sheikh Mohamed".
        """
        key = self.aparts[number].family
        near = [*self.by_given.get(_family_key(key), ()), *self.by_family.get(_family_key(key), ())]
        people = _unique(near)
        called = [one for one in people if (one.apart.given or (one.apart.family,))[0] == key]
        called = called or [one for one in people if one.apart.family == key]
        chosen, reason = self._choose(called, number)
        if chosen is not None:
            self._add(chosen, number, MentionKind.GIVEN, f"the title and the given name; {reason}")
        elif not called:
            self._add(self._new(number), number, MentionKind.GIVEN, "named by a title and one word only")

    def _is_titled(self, number: int) -> bool:
        words = self.names[number].words
        return len(words) > 1 and fold(words[0]) in lexicon().kept_titles

    def _place_single(self, number: int) -> None:
        apart = self.aparts[number]
        if self._is_titled(number):
            self._place_titled(number)
            return
        key = apart.family
        near = self.by_family.get(_family_key(key), ())[-_MOST_NAMESAKES:]
        family = [
            p for p in near if _bears_family(p.apart, key) and _is_one_generation(p.apart, apart.generation)
        ]
        if apart.generation:
            family = [p for p in family if p.apart.generation] or family
        here = [person for person in _unique(family) if not self._comes_much_later(person, number)]
        posts = self._posts(number)
        if any(self._is_of_another_post(person, posts) for person in here):
            here = [person for person in here if not self._is_of_another_post(person, posts)]
            here = [person for person in here if person.heads & posts] or here
            if not here:
                other = self._new(number)
                self._add(other, number, MentionKind.SURNAME, "of that post, as no other is")
                # Who is brought in without a given name is whom every reader knows by the family name.
                other.of_post, other.alone, other.last_alone = True, _ESTABLISHED, number
                return
        chosen, reason = self._choose(here, number)
        if chosen is not None:
            self._add(chosen, number, MentionKind.SURNAME, f"the family name; {reason}")
            chosen.alone += 1
            chosen.last_alone = number
            return
        if len(here) > 1:
            return  # several bear it and nothing decides: it stands for nobody
        forms = sorted(lexicon().short_forms.get(key, frozenset()) | {key})
        given = [p for form in forms for p in self.by_given.get(_family_key(form), ())[-_MOST_NAMESAKES:]]
        given = [
            p for p in given if _bears_given(p.apart, forms) and apart.generation in ("", p.apart.generation)
        ]
        chosen, reason = self._choose(_unique(given), number)
        if chosen is not None:
            self._add(chosen, number, MentionKind.GIVEN, f"the given name; {reason}")
            return
        if len(_unique(given)) > 1:
            return
        person = self._new(number)
        known_given = lexicon().is_given(key) and not lexicon().is_surname(key)
        kind = MentionKind.GIVEN if known_given else MentionKind.SURNAME
        self._add(person, number, kind, "named by one word only")

    def _posts(self, number: int) -> frozenset[str]:
        """Return what a name is called where it stands: the heads of its roles and its title, "Mr" aside."""
        title = (self.names[number].title or "").rstrip(".")
        own = {title} if title and title not in role_words().honorifics - _TELLING else set[str]()
        for role in self.roles.get(number, ()):  # "first lady Ada Lind"
            own |= _CONSORTS & {fold(word) for word in self.article.read(role.span).split()}
        return self._called(number) | own

    def _is_of_another_post(self, person: _Person, posts: Set[str]) -> bool:
        """Say whether a family name with a post is not a person's: somebody's wife is not the president.

        Nor is who stands beside that post in one sentence under another.
        """
        if not posts or not person.heads or person.heads & posts:
            return False
        relatives = (lexicon().relatives | _CONSORTS) - _ANYBODY
        if person.heads & relatives and not posts & relatives:
            return True
        family = person.apart.family
        return any(posts & one and person.heads & other for one, other in self.beside[family])

    def _posts_beside(self) -> Mapping[str, list[tuple[frozenset[str], frozenset[str]]]]:
        """Return which posts bearers of one family name have in one sentence, as two people have them."""
        found: defaultdict[str, list[tuple[frozenset[str], frozenset[str]]]] = defaultdict(list)
        before: dict[tuple[bool, int, str], list[frozenset[str]]] = {}
        for number, name in enumerate(self.names):
            posts = self._posts(number)
            if posts:
                family = self.aparts[number].family
                line = self.article.text.rfind("\n", 0, name.span.start)  # of a heading that lists people
                place = line if name.sentence is None else name.sentence
                earlier = before.setdefault((name.sentence is None, place, family), [])
                for other in earlier:
                    if not posts & other:
                        found[family] += [(posts, other), (other, posts)]
                earlier.append(posts)
        return found

    def _choose(self, people: Sequence[_Person], number: int) -> tuple[_Person | None, str]:
        """Return whom of several people a single word names, and why; None where nobody or several fit."""
        fitting = [p for p in people if self._gender_fits(p, number) and self._sex_fits(p, number)]
        if len(fitting) < 2:
            return (fitting[0], "nobody else has it") if fitting else (None, "")
        if all(_is_variant(fitting[0].apart, person.apart) for person in fitting[1:]):
            return max(fitting, key=lambda person: len(person.names)), "the given names are spellings of one"
        called = self._called(number)
        agreeing = [person for person in fitting if called & person.heads]
        if called and agreeing:
            return (agreeing[0], "the role fits nobody else") if len(agreeing) == 1 else (None, "")
        if said := lexicon().titles.get((self.names[number].title or "").rstrip(".")):
            sure = [person for person in fitting if person.gender == said]
            if len(sure) == 1:
                # The title may fit those of unknown gender too: whom the text is about comes before.
                established, why = self._established(fitting, number)
                return (established, why) if established else (sure[0], "the title fits nobody else")
        return self._established(fitting, number)

    def _comes_much_later(self, person: _Person, number: int) -> bool:
        """Say whether a text called somebody so long before it names this person in full.

        "President Novak" at the beginning is not the Eva Novak whom the last lines bring in.
        """
        here = self.names[number]
        if not person.full or here.zone is not Zone.BODY or here.sentence is None:
            return False
        if person.heads & self.posts_alone[self.aparts[number].family]:
            return False  # called by the same post, with the family name and with the full one
        first = self.names[person.full[0][1]]
        if first.zone is not Zone.BODY or first.sentence is None:
            return False
        return first.sentence - here.sentence > _LONG_AGO

    def _called(self, number: int) -> frozenset[str]:
        """Return the heads of the roles said of a name where it stands."""
        senses = [role_sense(self.article.read(role.span)) for role in self.roles.get(number, ())]
        return frozenset(head for sense in senses for head in sense.heads)

    def _established(self, people: Sequence[_Person], number: int) -> tuple[_Person | None, str]:
        """Return who of several was called so before the others came, as the one a report is about is.

        Somebody else of the name who was named in full just before makes it doubtful again, unless only as a
        relative of that one.
        """
        here = self.names[number]
        before = [
            person
            for person in people
            if (person.full and person.full[0][0] < here.span.start) or person.of_post
        ]
        if (alone := self._alone_in_section(before, here)) is not None:
            return alone, "nobody else of the name was named in this section"
        near = self._nearest_full(before, here)
        if near is not None and all(
            self._is_long_ago(person, here) for person in before if person is not near
        ):
            return near, "nobody else of the name was named for long"
        if near is not None and self._is_named_last(near, before, here):
            return near, "named in full last, alone of the name"
        ranked = sorted(before or people, key=lambda person: (-person.alone, person.full[:1], person.number))
        if len(ranked) > 1 and (ranked[0].alone < _ESTABLISHED or ranked[1].alone):
            return None, ""
        if near is None or near is ranked[0] or near.heads & (lexicon().relatives | _CONSORTS):
            return ranked[0], "called so before the others of the name were named"
        return None, ""

    def _is_named_last(self, near: _Person, people: Sequence[_Person], here: Name) -> bool:
        """Say whether a person has just done something by the full name, and the others are done with.

        It has called another so before this one came: "Karim Lind opened. “…,” said Lind. Then Navid Lind
        spoke. “…,” said Lind." Not one who was only spoken of, nor a relative, nor where a text is about
        another.
        """
        if near.heads & (lexicon().relatives | _CONSORTS) or near.of_post:
            return False
        sentence = self._last_sentence(near, here)
        acting = self._acts(near.full[bisect_left(near.full, (here.span.start, 0)) - 1][1])
        if sentence is None or here.sentence is None or here.sentence - sentence > 1 or not acting:
            return False
        others = [person for person in people if person is not near]
        return all(
            0 < person.alone < _ESTABLISHED
            and (other := self._last_sentence(person, here)) is not None
            and other < sentence
            for person in others
        )

    def _acts(self, number: int) -> bool:
        """Say whether a full name does something where it stands: by the parse, in Russian by its case."""
        name = self.names[number]
        if self._russian(number):
            return {way.case for way in readings(name.words)} == {NOMINATIVE}
        return "does what people do" in name.reasons

    def _last_sentence(self, person: _Person, here: Name) -> int | None:
        """Return the last sentence before a place that names a person, in full or by the family name."""
        place = bisect_left(person.full, (here.span.start, 0)) - 1
        numbers = [person.full[place][1]] if place >= 0 else []
        numbers += [person.last_alone] if person.last_alone is not None else []
        sentences = [self.names[number].sentence for number in numbers]
        known = [sentence for sentence in sentences if sentence is not None]
        return max(known) if known and len(known) == len(sentences) else None

    def _alone_in_section(self, people: Sequence[_Person], here: Name) -> _Person | None:
        """Return whom the section below a heading names in full, where it names no namesake at all."""
        headings = sorted(heading.start for heading in self.article.headings)
        section = bisect_left(headings, here.span.start)
        if not section or len(people) < 2:
            return None
        begin = headings[section - 1]
        named = [
            person for person in people if any(begin <= start < here.span.start for start, _ in person.full)
        ]
        called = [
            person
            for person in people
            if person.last_alone is not None and self.names[person.last_alone].span.start >= begin
        ]
        return named[0] if len(named) == 1 and all(person is named[0] for person in called) else None

    def _is_long_ago(self, person: _Person, here: Name) -> bool:
        """Say whether a person was last named far back, or never yet."""
        place = bisect_left(person.full, (here.span.start, 0)) - 1
        earlier = [person.full[place][1]] if place >= 0 else []
        if person.last_alone is not None:
            earlier.append(person.last_alone)
        if not earlier:
            return True
        last = self.names[max(earlier)].sentence
        return last is not None and here.sentence is not None and here.sentence - last > _LONG_AGO

    def _credit_leads(self) -> None:
        """Note who is called by the family name alone before being named in full: whom a headline means."""
        firsts: dict[str, list[tuple[int, _Person]]] = {}
        for person in self.found:
            if person.full:
                firsts.setdefault(person.apart.family, []).append((person.full[0][0], person))
        for named in firsts.values():
            named.sort(key=lambda one: one[0])
        for number, name in enumerate(self.names):
            named = firsts.get(self.aparts[number].family, [])
            alone = number not in self.owner and len(name.words) == 1
            if alone and len(named) > 1 and name.span.start < named[0][0]:
                named[0][1].alone = _ESTABLISHED

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


def _is_variant(one: PersonalName, other: PersonalName) -> bool:
    """Say whether two given names are slips of one: "Kristin", "Kristen"."""
    first, second = " ".join(one.given), " ".join(other.given)
    return skeleton(first) == skeleton(second) and misspelt(first, second)


def _fathers_agree(apart: PersonalName, father: str, all_fathers: Set[str]) -> bool:
    """Say whether a father's name is the person's own, or the only one the article has with that name."""
    own = [part for part in apart.given[1:] if lexicon().is_patronymic(part)]
    return father in own if own else len(all_fathers) == 1


def _family_key(word: str) -> str:
    """Return what names are filed under: coarse enough for every spelling that could be one."""
    if is_cyrillic(word):
        return cyrillic_stem(word)[:4]
    key = skeleton(word.split(" ")[-1])[:4]
    return f"k{key[1:]}" if key[:1] == "g" else key  # "Gaddafi", "Qaddafi"


def _is_one_generation(apart: PersonalName, generation: str) -> bool:
    return not generation or apart.generation in ("", generation)


def _bears_family(apart: PersonalName, key: str) -> bool:
    last = () if apart.family.split(" ")[0] in lexicon().sons_of else (apart.family.split(" ")[-1],)
    middle = apart.given[-1:] if len(apart.given) > 1 and apart.given[-2] not in lexicon().sons_of else ()
    parts = (apart.family, *last, *middle)
    return any(part and (sounds_alike(part, key) or has_one_qaf(part, key)) for part in parts)


def _bears_given(apart: PersonalName, keys: Iterable[str]) -> bool:
    """Say whether a given name, or a piece of one with a hyphen, is one of `keys`, forms of one name."""
    parts = [*apart.given, *(piece for given in apart.given for piece in given.split("-"))]
    return any(sounds_alike(part, key) for part in parts for key in keys)


def _gender(name: Name, apart: PersonalName, *, surely: bool = False) -> str | None:
    """Return the sex a title or the words of a name tell; `surely`: not by what may be a case of another."""
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
        if (gender := known.gender_of(given)) and not (surely and is_known(given)):
            return gender
    if surely:
        return None
    if apart.given and apart.family.endswith(("ova", "eva", "skaya", "ова", "ева", "ская")):
        return "female"
    if apart.given and apart.family.endswith(("ov", "ev", "skiy", "sky", "ов", "ев", "ский")):
        return "male"
    if not apart.given and known.is_given(apart.family):
        return known.gender_of(apart.family)
    return None


# --- putting the figures together -------------------------------------------------------------------------


def _figure(
    article: Article, person: _Person, names: Sequence[Name], basic: Sequence[tuple[str, ...]]
) -> Figure:
    own = [names[index] for index in person.names]
    best = max(person.names, key=lambda index: _fullness(names[index], basic[index]))
    words = _without_case_ending(basic[best], [basic[index] for index in person.names])
    others = [article.read(name.other) for name in own if name.other is not None]
    shown = " ".join(words)
    spelled = dict.fromkeys(" ".join(basic[index]) for index in person.names)
    others += [form for form in spelled if form != shown and len(form.split()) > 1]
    others += [f"{nickname} {words[-1]}" for nickname in _given_nicknames(article, own)]
    mentions = tuple(sorted(person.mentions, key=lambda mention: mention.span))
    family = person.apart.family
    single = len(person.apart.parts) == 1 and mentions[0].kind is MentionKind.GIVEN
    return Figure(
        name=" ".join(shown.split()),
        mentions=mentions,
        roles=_best_worded(article, sorted(dict.fromkeys(person.roles), key=lambda role: role.span)),
        other_names=tuple(dict.fromkeys((*(one for one in others if len(one.split()) > 1), *person.aliases))),
        family_name=None if single or not family else _as_written(family, words),
        gender=_sex_by_roles(article, person, own) or person.gender,
        weak=all(names[index].zone is Zone.CAPTION for index in person.names),
    )


def _sex_by_roles(article: Article, person: _Person, names: Sequence[Name]) -> str | None:
    """Return the sex that the last words of what a person is called tell, where no title does.

    "The flood widow Terry Stradel", "a spokeswoman for the bank": not what the role is of.
    """
    known = lexicon()
    if any(known.titles.get((name.title or "").rstrip(".")) in ("male", "female") for name in names):
        return None
    heads = {_head(article.read(role.span)) for role in person.roles}
    sexes = {known.sex_of_role[head] for head in heads if head in known.sex_of_role}
    return sexes.pop() if len(sexes) == 1 else None


def _head(role: str) -> str:
    """Return the last word of a role before what it is of: "the spokeswoman for the bank"."""
    words = fold(role).split()
    end = next(
        (place for place, word in enumerate(words) if word in subject("aliases")["owned_by"]), len(words)
    )
    return words[end - 1].rstrip(",") if end else ""


def _best_worded(article: Article, roles: Sequence[RoleMention]) -> tuple[RoleMention, ...]:
    """Leave out Russian roles in another case where the article has the same in the nominative."""
    if article.language != "ru":
        return tuple(roles)
    words = {role: fold(article.read(role.span)).split() for role in roles}
    named = {
        (*map(lemma_of, said), role.tenure) for role, said in words.items() if nominative_calling(said[0])
    }
    return tuple(
        role
        for role, said in words.items()
        if nominative_calling(said[0])
        or not person_noun(said[0])
        or (*map(lemma_of, said), role.tenure) not in named
    )


def _given_nicknames(article: Article, names: Sequence[Name]) -> list[str]:
    """Return the nicknames inside names that are given names: the "Bill" of 'William "Bill" Hardwick'."""
    spans = (span for name in names for span in nicknames_in(article.text, name.span))
    inside = (article.read(span).strip(_NICKNAME_MARKS) for span in spans)
    return list(dict.fromkeys(word for word in inside if lexicon().is_given(fold(word))))


def _fullness(name: Name, basic: tuple[str, ...]) -> tuple[int, int, int, int, int]:
    """Order the forms of one person: more whole words, a nominative, not in capitals, in the text."""
    apart = take_apart(basic)
    cases = {way.case for way in readings(name.words)} if is_cyrillic(name.words[-1]) else set[str]()
    shouted = all(word.isupper() for word in name.words if len(word) > 2)
    return (
        len(apart.parts),
        int(cases == {NOMINATIVE}),
        int(name.words == basic) - int(shouted),
        int(name.zone is not Zone.CAPTION),
        len(apart.initials),
    )


def _without_case_ending(words: tuple[str, ...], others: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the form of a name without a Russian or Kazakh case ending: "Салинас" for "Салинасу"."""
    if not is_cyrillic(words[-1]):
        return words
    endings = _MASCULINE_ENDINGS | set(kazakh_cues().oblique)
    for other in others:
        if other[:-1] == words[:-1] and words[-1].removeprefix(other[-1]) in endings:
            return other
    return words


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
