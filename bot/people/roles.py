"""What a text says a person is: roles, verbatim, before a name, after it, and with "is" or "served as".

A role is the phrase around a word such as "ambassador", "minister" or "analyst" (the head) as the text has
it: "First Deputy Minister of Foreign Affairs of the Republic of Kazakhstan". Countries in front of a name
belong to the role. A role whose words say so is former or to come; "the" is left out, "a" is kept.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from bot.text.morphology import (
    NOMINATIVE,
    Agreement,
    depends,
    finite_verb,
    first_form,
    forms,
    lemma_of,
    person_noun,
    readings,
)
from bot.text.names.name_candidates import is_read
from bot.text.names.name_lexicon import fold, is_cyrillic, lexicon
from bot.text.names.name_runs import RunWord, words_of
from bot.text.names.people_named import Name
from bot.text.names.role_words import is_initials, office_of, role_words, tenure_of
from bot.text.quotations import inside, quoted_spans
from bot.text.russian_cues import calling, russian_cues
from bot.text.tokens import stem
from bot.words.documents import Article
from bot.words.findings import RoleMention, Sentence, Tenure, Token
from bot.words.spans import Span

_FARTHEST_VERB = 6  # words before a name in which the verb stands that makes somebody something
_OWNERS = frozenset({"gent", "accs"})
_LONGEST_ROLE = 18  # words
_OPENS_WORDS = "«"
_FARTHEST_HEAD = 8  # words from the beginning of an apposition in which its head must come
_SHOUTED = 6  # letters of a word in capitals that is no abbreviation: "NATO", "SACMS"
_LONGEST_PLACE = 6  # words of a country's name
_LONGEST_OWNER = 5  # words of "Prime Minister Ada Lind's"
_FARTHEST_POST = 8  # words from a post to the name of who holds it
_LONGEST_BODY = 8  # words of "Ministry of Roads and Bridges" behind its first
_IN_BODIES = frozenset({"of", "and", "the", "for", "&"})
_ARTICLES = frozenset({"a", "an"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", "WDT", "WP", "WRB", "WP$", "PRP", "EX"})
_FINITE_VERBS = frozenset({"VBD", "VBZ", "VBP", "MD"})
_MODIFYING = frozenset({"JJ", "JJR", "JJS", "NN", "NNP", "NNPS", "NNS", "CD", "RBS"})
# Tags of small words and verbs with which a sentence begins and no role: "Both", "Like", "Asking".
_SMALL = frozenset({"IN", "DT", "PDT", "CC", "RB", "WRB", "PRP", "PRP$", "VBG", "UH", "TO"})
_PARTING = frozenset({"of", "to", "for", "in", "at", "on", "with"})
_AGES = frozenset({"year-old", "years-old", "month-old"})
_COMMA = re.compile(r",[ \u00a0](?:\d{1,3}-(?:years?-old )?)?")  # "envoy, 80-year-old former adviser"
_SPACE = re.compile(r"[ \u00a0\u202f]?\n?[ \u00a0\u202f]?")
_DASH = re.compile(r"\s+[–—-]\s+")
_NUMBERED = re.compile(r"[ \u00a0]\d[\d,.]*-")  # "president of the 193-member council"
_APPOSED = re.compile(r",[ \u00a0]|[ \u00a0]\((?=[a-z])")
_IN_GUILLEMETS = re.compile(r"[ \u00a0]«|(?:[ \u00a0]\d{1,4})?»[ \u00a0]")
_PRONOUN = re.compile(r"(?:He|She)\b")
_APPOINTED = re.compile(r",?[ \u00a0](?:as|to be|to serve as|to become)[ \u00a0]")


@dataclass(frozen=True, slots=True)
class NamedRole:
    """A role said of the name with this index in the names the roles were read for."""

    name: int
    role: RoleMention


def _start(word: RunWord) -> int:
    return word.start


def find_roles(
    article: Article, sentences: Sequence[Sentence], tokens: Sequence[Token], names: Sequence[Name]
) -> tuple[NamedRole, ...]:
    """Return the roles the text gives to each name, in order of the names that `find_names` gave."""
    return tuple(_Reader(article, sentences, tokens, names).roles())


class _Reader:
    """Reads the roles of one article; made for one call."""

    def __init__(
        self, article: Article, sentences: Sequence[Sentence], tokens: Sequence[Token], names: Sequence[Name]
    ) -> None:
        self.text = article.text
        self.russian = article.language == "ru"
        self.language = article.language
        self.published = article.published
        self.sentences = sentences
        self.names = names
        self.tokens = tokens
        self.tags = {token.span.start: token.tag for token in tokens if not is_cyrillic(token.text)}
        self.known = lexicon()
        self.small = role_words()
        self.starts = [name.span.start for name in names]
        zones = [sentence.span for sentence in sentences]
        zones += [*article.headings, *article.captions, *([article.title_span] if article.title_span else [])]
        self.zones = sorted(zones)
        self.zone_starts = [zone.start for zone in self.zones]
        self.words: dict[Span, list[RunWord]] = {}
        self.quoted = quoted_spans(article, sentences)

    def roles(self) -> Iterator[NamedRole]:
        shared: RoleMention | None = None
        for number, name in enumerate(self.names):
            zone = self._zone(name)
            if zone is None:
                continue
            if zone not in self.words:
                self.words[zone] = words_of(self.text, zone)
            words = self.words[zone]
            found = [*self._before(words, name), *self._after(words, name)]
            end = name.span.end
            if found and found[-1].span.start > end:  # "X, a former envoy, will serve as …"
                end = found[-1].span.end
                end += self.text[end : end + 1] == ","
            found.extend(role for role in self._said(words, name, end) if not self._is_a_view(role))
            if not found and shared is not None and self._joined(number):
                found = [shared]
            shared = next((role for role in found if self._is_plural(role)), None)
            for role in dict.fromkeys(found):
                yield NamedRole(number, role)
        yield from self._of_pronouns()

    def _is_a_view(self, role: RoleMention) -> bool:
        """Say whether somebody is quoted with what he takes a person for: "she is an agent of theirs".

        An office that is one alone ("the speaker") is a fact whoever states it; Russian does not tell the two
        apart.
        """
        if inside(self.quoted, role.span.start) is None:
            return False
        return self.russian or fold(role.span.of(self.text)).split()[0] in _ARTICLES

    def _of_pronouns(self) -> Iterator[NamedRole]:
        """Yield the roles of "He has served as …" after a sentence that names one person alone."""
        for before, here in pairwise(self.sentences):
            start = here.span.start
            match = _PRONOUN.match(self.text, start)
            if match is None or before.paragraph != here.paragraph:
                continue
            said = self.small.saying.match(self.text, match.end())
            first, last = bisect_left(self.starts, before.span.start), bisect_left(self.starts, start)
            alone = {self.names[number].words[-1] for number in range(first, last)}
            if said is None or len(alone) != 1:
                continue
            span = self._right(words_of(self.text, here.span), said.end())
            if span is not None:
                own = self._tenure(span)
                stated = self.small.tenures[said[1]]
                yield NamedRole(first, RoleMention(span, own if own is not Tenure.CURRENT else stated))

    def _zone(self, name: Name) -> Span | None:
        index = bisect_right(self.zone_starts, name.span.start) - 1
        zone = self.zones[index] if index >= 0 else None
        return zone if zone is not None and zone.end >= name.span.end else None

    def _named_at(self, word: RunWord) -> Name | None:
        index = bisect_right(self.starts, word.start) - 1
        if index >= 0 and self.names[index].span.end > word.start:
            return self.names[index]
        return None

    def _joined(self, number: int) -> bool:
        """Say whether this name follows the one before it in a list: "Ambassadors X in Y and Z"."""
        gap = self.text[self.names[number - 1].span.end : self.names[number].span.start]
        return (
            len(gap) < 40 and not re.search(r"[.;:()]", gap) and re.search(r"(?:\band|,)\s$", gap) is not None
        )

    def _is_plural(self, role: RoleMention) -> bool:
        last = fold(role.span.of(self.text)).split()
        return any(
            word.endswith("s") and word not in self.known.roles and word[:-1] in self.known.roles
            for word in last
        )

    # --- before a name -------------------------------------------------------------------------------------

    def _before(self, words: Sequence[RunWord], name: Name) -> Iterator[RoleMention]:
        end = bisect_left(words, name.span.start, key=_start)
        edge = name.span.start
        honoured = end > 0 and words[end - 1].key in self.small.honorifics
        if honoured and not self._is_consort(words, end - 1) and words[end - 1].end + 2 > edge:
            end -= 1  # "an adviser to Mr. X" says no more than "an adviser to X"
            edge = words[end].start
        for turn in range(3):  # "…, former adviser, General X": up to three roles in a row
            if turn and end and words[end - 1].key == "and":
                end -= 1
                edge = words[end].start
            elif turn and (end == 0 or "," not in self.text[words[end - 1].end : edge]):
                return
            if end == 0 or edge < words[end - 1].end:
                return
            gap = self.text[words[end - 1].end : edge]
            closing = self.russian and _IN_GUILLEMETS.fullmatch(gap) is not None
            if not (_SPACE.fullmatch(gap) or _COMMA.fullmatch(gap) or closing):
                return
            comma = "," in gap
            if comma and self._owns(words, name):
                return  # "The speaker, Ms Roth's brother": not Roth is the speaker
            if comma and self._speaks_after(words, name):
                return  # "… than that of a minister, X said": the comma ends what is said
            start = self._begun(words, end, name, comma=comma, first=not turn)
            if start is None or (self.russian and not self._agrees(words[start:end], name)):
                return
            if (turn or comma) and self._stands_after_another(words, start):
                return  # "Lind, premier of Ruland, General X": the first is Lind's
            span = Span(words[start].start, words[end - 1].end + len(gap.rstrip()) * closing)
            yield RoleMention(span, self._tenure(span))
            end, edge = start, words[start].start
            if end and words[end - 1].key in _AGES:
                end -= 1
                edge = words[end].start

    def _is_of_place(self, words: Sequence[RunWord], start: int, end: int) -> bool:
        """Say whether initials alone stand behind a comma, as those of a state do behind a town."""
        before = self.text[words[start - 1].end : words[start].start].strip() if start else ""
        return start == end - 1 and before == "," and is_initials(words[start])

    def _stands_after_another(self, words: Sequence[RunWord], start: int) -> bool:
        """Say whether only a comma parts a role from another name before it, whose it is."""
        if not start or self._named_at(words[start - 1]) is None:
            return False
        return self.text[words[start - 1].end : words[start].start].strip(" the") == ","

    def _begun(
        self, words: Sequence[RunWord], end: int, name: Name, *, comma: bool, first: bool
    ) -> int | None:
        """Return where the role that ends before `end` begins; `first` where it stands next to the name."""
        start = self._left(words, end, comma)
        if start is None and comma and first:
            start = self._going_on(words, end, name)
        if start is not None and self.russian:
            start = self._own_office(words, start, end, name)
        return None if start is None or self._is_of_place(words, start, end) else start

    def _going_on(self, words: Sequence[RunWord], end: int, name: Name) -> int | None:
        """Return where a post begins that goes on in small words: "The EU envoy for the Orlen talks, X, …".

        Only one that opens its clause, before a name that a comma closes: what is met, or written to, is
        another's.
        """
        if self.russian or self.text[name.span.end : name.span.end + 1] != ",":
            return None
        first = end - 1
        while first > 0 and end - first < _LONGEST_ROLE and self._continues(words[first - 1], words[first]):
            first -= 1
        before = self.text[max(0, words[first].start - 2) : words[first].start]
        if first > 0 and before != ", ":
            return None
        start = first + (words[first].key in self.small.determiners)
        tags = [self.tags.get(word.start, "") for word in words[start:end]]
        if any(tag in _FINITE or tag in ("VBG", "VBN") for tag in tags):
            return None
        heads = (index for index in range(start, end - 1) if self._is_head(words[index], words, index, end))
        head = next(heads, None)
        if head is None or words[head + 1].key not in _PARTING or self._named_at(words[start]) is not None:
            return None
        opened = any(tags[index - start] in _SMALL for index in range(start, head))
        return None if opened else start

    def _owned(self, words: Sequence[RunWord], end: int) -> int | None:
        """Return where the office of "Lind's chief of staff, X" begins, whose last word is no office."""
        for index in range(end - 2, max(-1, end - 1 - _FARTHEST_HEAD), -1):
            if not self._continues(words[index], words[index + 1]):
                return None
            if words[index].possessive and self._named_at(words[index]) is not None:
                span = self._right(words[:end], words[index + 1].start)
                whole = span is not None and span == Span(words[index + 1].start, words[end - 1].end)
                return index + 1 if whole else None
        return None

    def _own_office(self, words: Sequence[RunWord], start: int, end: int, name: Name) -> int | None:
        """Return where the name's own office begins: "главы края" in "супруга главы края Олега Бекина".

        Likewise "президента" in "пресс-секретарь президента Олега Бекина": only that is in the name's case.
        None where either office may be the name's.
        """
        cases = {way.case for way in readings(name.words)}
        oblique = NOMINATIVE not in cases
        inner = max((index for index in range(start, end) if self._is_calling(words[index])), default=start)
        if not oblique and "gent" in cases and inner > start and NOMINATIVE not in _cases_of(words[inner]):
            # "советник президента Зелина": she advises him, or he is the president.
            return self._told_by_verb(words, start, inner, name)
        if oblique and cases:
            calling = [index for index in range(start, end) if self._is_calling(words[index])]
            agreeing = [index for index in calling if _cases_of(words[index]) & cases]
            if agreeing and (head := _cases_of(words[start])) and not head & cases:
                return agreeing[0]
        if (
            oblique
            and self._is_followed_by_another(name)
            and lemma_of(words[start].key) in russian_cues().of_somebody
        ):
            return inner if inner > start else None  # "советника Олега Бекина Анны Мировой": she is
        if not oblique or inner == start or lemma_of(words[start].key) not in russian_cues().of_somebody:
            return start
        # "помощника президента Олега Бекина": of either; "супруги президента Олега Бекина": he is no wife
        return None if self._may_be(words[start], name) else inner

    @staticmethod
    def _may_be(head: RunWord, name: Name) -> bool:
        """Say whether a noun for a person stands in the name's case, and no woman's before a man's."""
        return any(
            form.animate
            and form.case == way.case
            and (form.agreement, way.gender) != (Agreement.FEMININE, Agreement.MASCULINE)
            for form in forms(head.key)
            for way in readings(name.words)
        )

    def _is_followed_by_another(self, name: Name) -> bool:
        """Say whether another name stands right behind a name."""
        following = bisect_left(self.starts, name.span.end)
        return following < len(self.names) and self.names[following].span.start == name.span.end + 1

    def _told_by_verb(self, words: Sequence[RunWord], start: int, inner: int, name: Name) -> int | None:
        """Return the office of two that a verb leaves to a name: "… Зелина приехал" is not she."""
        following = bisect_left(words, name.span.end, key=_start)
        if following == len(words) or not self._goes_on(words, following, name):
            return None
        verb = finite_verb(words[following].key)
        if verb is None or not verb.past or verb.agreement is Agreement.PLURAL:
            return None
        subject = any(way == (NOMINATIVE, verb.agreement) for way in readings(name.words))
        return start if subject else inner

    def _agrees(self, role: Sequence[RunWord], name: Name) -> bool:
        """Say whether a Russian office can be the name's: not "дочь" in "дочь Олега Бекина"."""
        if any(word.key in russian_cues().subordinators for word in role):
            return False  # "министр, заместитель которой X"
        head = next((word.key for word in role if person_noun(word.key) or calling(word.key)), "")
        whose = len(role) == 1 and lemma_of(head) in russian_cues().of_somebody
        if whose or lemma_of(head) in self.small.passing:
            return False  # whose wife or colleague is said somewhere else
        ways = readings(name.words)
        if len(role) == 1 and not self.known.is_role(head) and {way.case for way in ways} <= _OWNERS:
            return False  # "телохранителя Олега Бекина": whose?
        own = [form for form in forms(head) if form.animate and form.agreement is not Agreement.PLURAL]
        return not (ways and head) or any(
            form.case == way.case
            and (form.agreement, way.gender) != (Agreement.FEMININE, Agreement.MASCULINE)
            for form in own
            for way in ways
        )

    @staticmethod
    def _owns(words: Sequence[RunWord], name: Name) -> bool:
        """Say whether a name is the owner of what follows it."""
        last = bisect_left(words, name.span.end, key=_start) - 1
        return last >= 0 and words[last].possessive

    def _speaks_after(self, words: Sequence[RunWord], name: Name) -> bool:
        following = bisect_left(words, name.span.end, key=_start)
        return (
            following < len(words)
            and not self.text[name.span.end : words[following].start].strip()
            and self.tags.get(words[following].start) in ("VBD", "VBZ")
        )

    def _left(self, words: Sequence[RunWord], end: int, comma: bool) -> int | None:
        """Return where the role that ends before `end` begins, or None where there is none."""
        start: int | None = None
        if words[end - 1].key in self.small.connectors | self.small.calendar:
            return (
                None  # "a spokesman for X" is another's role, "speaking to reporters on Monday X said" none
            )
        for index in range(end - 1, max(-1, end - 1 - _LONGEST_ROLE), -1):
            word = words[index]
            if self._stops(words, index, start, end):
                break
            joins = start == index + 1
            if joins and self._is_of_headline(word):
                start = self._after_headline(words, index + 1, end)
                break
            if word.possessive or word.key in _ARTICLES:
                goes = word.key in _ARTICLES or (word.capital and not (comma and index == end - 1))
                start = self._owner(words, index) if goes and joins else start
                break
            if self._is_head(word, words, index, end):
                start = index
            elif start is not None and word.key in self.small.connectors:
                if not self._office_of_office(words, index, start, end):
                    break
            elif (
                joins
                and (self._belongs(words, index) if word.capital else self._modifies(word, words[index + 1]))
            ) or (joins and self._is_chained(words, index)):
                start = index
            elif not (
                word.capital or word.key in self.small.connectors or self._foreign(words, index, start, end)
            ):
                break
        own = self._whole_place(words, self._trimmed(words, self._with_body(words, start), end))
        return self._owned(words, end) if own is None and comma else own

    def _is_chained(self, words: Sequence[RunWord], index: int) -> bool:
        """Say whether a word leads from an office to one in it: «советник главы офиса президента X»."""
        if not self.russian or "gent" not in _cases_of(words[index + 1]):
            return False
        for place in range(index, max(-1, index - _FARTHEST_HEAD), -1):
            if not self._continues(words[place], words[place + 1]) or self._named_at(words[place]):
                return False
            if self._is_calling(words[place]):
                return place < index
            if "gent" not in _cases_of(words[place]):
                return False
        return False

    def _whole_place(self, words: Sequence[RunWord], start: int | None) -> int | None:
        """Return where the name of a country begins that small words part: "Trinidad and Tobago minister"."""
        if start is None:
            return None
        for first in range(max(0, start + 1 - _LONGEST_PLACE), start):
            part = words[first : start + 1]
            joined = all(self._continues(one, other) for one, other in pairwise(part))
            before, hyphen, rest = part[0].key.partition("-")  # "then-Solomon Islands minister"
            opening = rest if hyphen and before in self.known.former else part[0].key
            phrase = " ".join((opening, *(word.key for word in part[1:])))
            if (part[0].capital or hyphen) and joined and self.known.is_place(phrase):
                return first
        return start

    def _with_body(self, words: Sequence[RunWord], start: int | None) -> int | None:
        """Return where a role begins with the body it is of: "Ministry of Roads and Bridges spokesman".

        Only a body whose name goes on with a capital up to the role: not "the friends of Minister X".
        """
        if start is None or start + 1 >= len(words) or not words[start].capital:
            return start
        if self._is_head(words[start], words, start, start + 1) and not words[start + 1].capital:
            return start
        for place in range(start - 1, max(0, start - _LONGEST_BODY), -1):
            word, before = words[place], words[place - 1]
            joined = self._continues(before, word) and self._continues(word, words[place + 1])
            if not joined or not (word.capital or word.key in _IN_BODIES):
                return start
            if word.key == "of" and before.capital and before.key in self.known.organisation_heads:
                first = place - 1
                wider = first and self._continues(words[first - 1], words[first])
                known = wider and (words[first - 1].capital or words[first - 1].key in _ARTICLES)
                return first - 1 if known and self._belongs(words, first - 1) else first
        return start

    def _stops(self, words: Sequence[RunWord], index: int, start: int | None, end: int) -> bool:
        """Say whether no role reaches to a word from the right; `start` is where it begins so far."""
        word = words[index]
        if index < end - 1 and not self._continues(word, words[index + 1]):
            return True
        if self._named_at(word) is not None or word.key in self.small.determiners - {"the"}:
            return True
        return start is not None and (self._ends_another(words, index, start) or self._is_foreign(word))

    def _owner(self, words: Sequence[RunWord], index: int) -> int:
        """Return where the name of a country or an office before a role begins: "South Korea's", "a"."""
        start = index
        while words[index].capital and start and words[start - 1].capital and index - start < 4:
            before = words[start - 1]
            if (
                not self._continues(before, words[start])
                or before.possessive
                or before.key in self.small.determiners
                or _DASH.fullmatch(self.text, before.end, words[start].start)  # "KESTRA, ORP – Veda’s envoy"
            ):
                break
            start -= 1
        return start

    def _ends_another(self, words: Sequence[RunWord], index: int, start: int) -> bool:
        """Say whether a small word before a role closes another: "acting minister of defense President X"."""
        word, before = words[index], words[index - 1] if index else None
        small = not word.capital and words[start].capital and start == index + 1
        if word.key in self.known.former:
            return False  # "with former President X"
        return small and before is not None and before.key in _PARTING

    def _is_of_headline(self, word: RunWord) -> bool:
        """Say whether a word is of a headline that ran into a role: "Recalled Over Leak Envoy X"."""
        tag = self.tags.get(word.start, "")
        known = word.key in self.known.role_modifiers or self.known.is_role(word.key)
        verb = tag.startswith("VB") or (not tag and stem(word.key) in self._verbs)  # the model reads no title
        return word.capital and (tag == "IN" or verb) and not known

    @cached_property
    def _verbs(self) -> frozenset[str]:
        """The stems of the article's verbs."""
        return frozenset(stem(token.text.lower()) for token in self.tokens if token.tag.startswith("VB"))

    def _after_headline(self, words: Sequence[RunWord], start: int, end: int) -> int:
        """Return where a role begins behind a headline: at the first word that can open one."""
        while start < end - 1 and not (
            words[start].key in self.known.role_modifiers
            or self.known.is_role(words[start].key)
            or self.known.is_place(words[start].key)
        ):
            start += 1
        return start

    def _is_foreign(self, word: RunWord) -> bool:
        """Say whether the words around a role are of a language whose phrases are not read here."""
        return not is_read(self.language) and not self.known.is_role(word.key)

    def _foreign(self, words: Sequence[RunWord], index: int, start: int | None, end: int) -> bool:
        """Say whether a small Cyrillic word may stand between a name and its role."""
        word = words[index].key
        return (
            start is None
            and end - index < _FARTHEST_HEAD
            and is_cyrillic(word)
            and first_form(word, "VERB", "PRTS", "GRND") is None
            and (first_form(word, "PREP") is None or word in self.small.connectors)
        )

    def _is_calling(self, word: RunWord) -> bool:
        """Say whether a Russian word is a dictionary noun for one person: "хирург"."""
        found = calling(word.key) if self.russian and self._named_at(word) is None else None
        if found is None or found.agreement is not Agreement.PLURAL:
            return found is not None
        # «главы» is of one head of something as well as several heads
        return any(form.animate and form.agreement is not Agreement.PLURAL for form in forms(word.key))

    def _office_of_office(self, words: Sequence[RunWord], index: int, start: int, end: int) -> bool:
        """Say whether a role goes on left of "of": "Special Envoy of the President of …", no "aide to …".

        "Nominee to serve as Special Envoy" goes on too.
        """
        if words[index].key in ("to", "serve", "as", "be"):
            before = [word.key for word in words[max(0, index - 3) : index + 1]]
            return any(key in self.known.future for key in before) or (before[-1] != "to" and "to" in before)
        if start == end - 1 or index == 0 or not words[start].capital:
            return False
        if words[index].key == "the":
            return words[index - 1].key == "of"
        return (
            words[index].key == "of" and words[index - 1].capital and self.known.is_role(words[index - 1].key)
        )

    def _continues(self, word: RunWord, following: RunWord) -> bool:
        gap = self.text[word.end : following.start]
        if self.russian and _IN_GUILLEMETS.fullmatch(gap):
            return True
        if _SPACE.fullmatch(gap) is not None or _NUMBERED.fullmatch(gap) is not None:
            return True
        return gap in ("-", "–", "’s ", "'s ", "’ ", "' ", " – ")

    def _is_head(self, word: RunWord, words: Sequence[RunWord], index: int, end: int) -> bool:
        if self.russian and is_cyrillic(word.key):
            return self._is_calling(word)
        if self._is_consort(words, index):
            return True
        if office_of(word) is None:
            return False
        if index + 1 < end and words[index + 1].key in self.known.roles and word.capital is False:
            return True
        return word.key not in self.small.honorifics

    def _is_consort(self, words: Sequence[RunWord], index: int) -> bool:
        """Say whether a form of address is an office here: "First Lady"."""
        return index > 0 and words[index].key in self.small.consorts and words[index - 1].key == "first"

    def _belongs(self, words: Sequence[RunWord], index: int) -> bool:
        """Say whether the word left of a role is part of it, and no mere beginning of a sentence."""
        word, pair = words[index], " ".join(one.key for one in words[index : index + 2])
        if (
            word.capital
            and self.tags.get(word.start) in _SMALL
            and word.key not in self.known.role_modifiers | _ARTICLES
        ):
            return False
        if not word.capital:
            return self._modifies(word, words[index + 1])
        if self.russian and is_cyrillic(word.key):
            return first_form(word.key, "ADJF") is not None
        if index == 0 and word.key not in self.small.openers and words[1].capital:
            return True
        if index > 0 or word.acronym or self.known.is_place(pair) or self.known.is_place(word.key):
            return True
        return word.key in self.known.role_modifiers or word.key not in self.known.common

    def _modifies(self, word: RunWord, following: RunWord | None = None) -> bool:
        if word.key in self.known.role_modifiers or word.key.split("-")[0] in self.known.role_modifiers:
            return True
        if self.russian and is_cyrillic(word.key) and first_form(word.key, "ADJF") is not None:
            return True
        if is_cyrillic(word.key):
            return word.key.startswith(self.known.cyrillic_modifiers) or word.key.endswith(
                ("ский", "ского", "ская", "лық")
            )
        if self.known.is_place(word.key):
            return True
        if following is not None and following.capital:
            return False  # "a statement regarding President X"
        return self.tags.get(word.start) in _MODIFYING and word.key not in self.small.ends_phrase

    def _trimmed(self, words: Sequence[RunWord], start: int | None, end: int) -> int | None:
        """Leave out what a headline or a verb put before the role; None when only an honorific is left."""
        if start is None:
            return None
        start = self._past_capitals(words, start, end)
        if start and self._continues(words[start - 1], words[start]) and self._named_at(words[start - 1]):
            start = self._after_headline(words, start, end)  # "Lind Fires Envoy X": what Lind does
        if start < end - 1 and words[start].key in _AGES:
            start += 1
        while (
            start < end - 1
            and self.tags.get(words[start].start) in ("VBG", "VBN", "RB")
            and words[start].key not in self.known.role_modifiers
        ):
            start += 1
        if words[start].key in self.small.openers - _ARTICLES and words[start].capital and start < end - 1:
            start += 1
        heads = [index for index in range(start, end) if office_of(words[index]) is not None]
        if heads and not is_cyrillic(words[end - 1].text):
            after = words[heads[-1] + 1 : end]
            if is_initials(words[heads[-1]]) and all(word.text.isupper() for word in after):
                after = []  # "DG WHO Jane Doe"
            if after and not (
                (after[0].key in self.small.connectors or after[0].key in self.known.role_modifiers)
                and not (after[0].key == "to" and after[0].capital)
            ):
                return None  # a headline: "Voters Worry About X"
        start = self._past_description(words, start, end)
        if self._is_consort(words, end - 1):
            return start
        return None if all(word.key in self.small.honorifics for word in words[start:end]) else start

    def _past_capitals(self, words: Sequence[RunWord], start: int, end: int) -> int:
        """Leave out a headline in capitals that ran into a role: "FERRY DISASTER Danish Minister X"."""
        first = start
        while first < end and words[first].text.isupper():
            first += 1
        run = words[start:first]
        shouted = len(run) > 1 and any(len(word.text) >= _SHOUTED for word in run)
        return first if shouted and first < end else start

    def _past_description(self, words: Sequence[RunWord], start: int, end: int) -> int:
        """Leave out what tells of the person and not of the office: "third candidate", "Muslim aide"."""
        rest = {word.key for word in words[start + 1 : end]}
        counted = words[start].key in self.small.counted and not any(
            word.capital for word in words[start:end]
        )
        faith = words[start].key in self.small.faiths and not rest & self.small.of_faith
        return start + 1 if rest and (counted or faith) else start

    # --- after a name --------------------------------------------------------------------------------------

    def _after(self, words: Sequence[RunWord], name: Name) -> Iterator[RoleMention]:
        end = name.span.end
        if name.other is not None:
            end = name.other.end + 1
        gap = _APPOSED.match(self.text, end)
        if gap is None:
            return
        span = self._right(words, self._behind_owner(words, gap.end()))
        if span is not None and not self._is_subject(words, gap.end(), span):
            yield RoleMention(span, self._tenure(span))

    def _behind_owner(self, words: Sequence[RunWord], position: int) -> int:
        """Return where an office begins behind whose it is: "X, President Lind's chief of staff"."""
        first = bisect_left(words, position, key=_start)
        for index in range(first, min(first + _LONGEST_OWNER, len(words) - 1)):
            if not words[index].capital or (
                index > first and not self._continues(words[index - 1], words[index])
            ):
                break
            if words[index].possessive and self._named_at(words[index]) is not None:
                return words[index + 1].start
        return position

    def _is_subject(self, words: Sequence[RunWord], start: int, role: Span) -> bool:
        """Say whether a role after a comma does something itself: "At talks with X, the president said"."""
        following = bisect_left(words, role.end, key=_start)
        if following == len(words) or not _SPACE.fullmatch(self.text, role.end, words[following].start):
            return False
        first = words[bisect_left(words, start, key=_start)]
        another = first.key in self.small.determiners or self.tags.get(first.start) == "CD"
        acting = another or any(
            self.tags.get(word.start) in _FINITE_VERBS for word in words if word.start < start
        )
        return acting and self.tags.get(words[following].start) in _FINITE_VERBS

    def _said(self, words: Sequence[RunWord], name: Name, end: int) -> Iterator[RoleMention]:
        comma = self.text[max(0, name.span.start - 2) : name.span.start] == ", "
        apposed = comma and self.text[end : end + 1] == ","
        match = self.small.saying.match(self.text, end + apposed)
        if match is not None:
            span = self._right(words, match.end())
            if span is not None:
                stated = self.small.tenures[match[1]]
                tenure = self._tenure(span)
                yield RoleMention(span, tenure if tenure is not Tenure.CURRENT else stated)
            return
        if self.russian and (role := self._made(words, name) or self._held(words, name)) is not None:
            yield role
        appointed = _APPOINTED.match(self.text, name.span.end)
        if appointed is None:
            return
        place = bisect_left(words, name.span.start, key=_start)
        leading = [word.key for word in words[max(0, place - _FARTHEST_POST) : place]]
        made = [index for index, key in enumerate(leading) if key in self.small.appoints]
        if made and "by" not in leading[made[-1] :] and (span := self._right(words, appointed.end())):
            yield RoleMention(span, Tenure.FUTURE)

    def _made(self, words: Sequence[RunWord], name: Name) -> RoleMention | None:
        """As in "Бекин назначен послом в Рулании", "назначил Бекина послом": a role in the instrumental."""
        first = bisect_left(words, name.span.end, key=_start)
        place = bisect_left(words, name.span.start, key=_start)
        before = [self._tenure_said(word) for word in words[max(0, place - _FARTHEST_VERB) : place]]
        tenure = next(filter(None, reversed(before)), None)
        tenure = tenure if tenure is Tenure.CURRENT else None
        while first < len(words) and self._goes_on(words, first, name):
            said = self._tenure_said(words[first])
            if said is None and not self._is_small(words[first], "ADVB", "PRCL", "CONJ"):
                break
            tenure, first = said or tenure, first + 1
        head = first
        while head < len(words) and self._is_small(words[head], "ADJF", case="ablt"):
            head += 1
        if tenure is None or head == len(words) or not self._goes_on(words, head, name):
            return None
        if not (self._is_calling(words[head]) and self._is_small(words[head], "NOUN", case="ablt")):
            return None
        last = head
        while last + 1 < len(words) and self._continues(words[last], words[last + 1]):
            following = words[last + 1].key
            if self._named_at(words[last + 1]) or not depends(following) or finite_verb(following):
                break
            last += 1
        return RoleMention(Span(words[first].start, words[last].end), tenure)

    def _held(self, words: Sequence[RunWord], name: Name) -> RoleMention | None:
        """As in "Бекин занимал пост министра", "пост министра занимал Бекин": a role in the genitive."""
        first = bisect_left(words, name.span.end, key=_start)
        while (
            first < len(words) and self._goes_on(words, first, name) and self._is_small(words[first], "ADVB")
        ):
            first += 1
        post = first + 1
        if (
            first < len(words)
            and self._goes_on(words, first, name)
            and (tenure := self._tenure_held(words[first]))
        ):
            while post < len(words) and self._is_small(words[post], "ADVB", "PRCL", "ADJF"):
                post += 1
            return self._of_post(words, post, tenure)
        before = bisect_left(words, name.span.start, key=_start) - 1
        if before < 0 or self.text[words[before].end : name.span.start].strip():
            return None
        tenure = self._tenure_held(words[before])
        for place in range(before - 1, max(-1, before - 1 - _FARTHEST_POST), -1):
            if tenure is None or not self._continues(words[place], words[place + 1]):
                return None
            if lemma_of(words[place].key) in self.small.posts:
                return self._of_post(words, place, tenure)
        return None

    def _tenure_held(self, word: RunWord) -> Tenure | None:
        verb = finite_verb(word.key)
        if verb is None or verb.lemma not in self.small.russian_posts:
            return None
        return self.small.russian_posts[verb.lemma] if verb.past else Tenure.CURRENT

    def _of_post(self, words: Sequence[RunWord], post: int, tenure: Tenure) -> RoleMention | None:
        """Return the role that a post is of: "министра" of "пост министра"."""
        if post + 1 >= len(words) or lemma_of(words[post].key) not in self.small.posts:
            return None
        head = post + 1
        while head + 1 < len(words) and self._is_small(words[head], "ADJF", case="gent"):
            head += 1
        if not any(
            form.animate and form.case == "gent" and form.agreement is not Agreement.PLURAL
            for form in (forms(words[head].key) if self._named_at(words[head]) is None else ())
        ):
            return None
        last = head
        while last + 1 < len(words) and self._continues(words[last], words[last + 1]):
            following = words[last + 1].key
            if self._named_at(words[last + 1]) or not depends(following) or finite_verb(following):
                break
            if first_form(following, "PREP") is not None:
                break  # "до сентября"
            last += 1
        return RoleMention(Span(words[post + 1].start, words[last].end), tenure)

    def _tenure_said(self, word: RunWord) -> Tenure | None:
        verb = finite_verb(word.key) or first_form(word.key, "PRTS")
        return self.small.russian.get(verb.lemma) if verb is not None else None

    def _goes_on(self, words: Sequence[RunWord], index: int, name: Name) -> bool:
        """Say whether only a space stands between a word and the word or the name before it."""
        end = max(words[index - 1].end, name.span.end) if index else name.span.end
        return not self.text[end : words[index].start].strip()

    @staticmethod
    def _is_small(word: RunWord, *parts: str, case: str = "") -> bool:
        return any(form.part in parts and form.case == (case or form.case) for form in forms(word.key))

    def _right(self, words: Sequence[RunWord], position: int) -> Span | None:
        """Return the role that begins at `position`, up to where its phrase ends, or None."""
        first = self._first(words, position)
        if first is None:
            return None
        head, last = None, None
        for index in range(first, min(first + _LONGEST_ROLE, len(words))):
            word = words[index]
            if (
                index > first
                and not self._continues(words[index - 1], word)
                and not self._listed(words, index)
            ):
                break
            if (
                head is None
                and index > first
                and _OPENS_WORDS in self.text[words[index - 1].end : word.start]
            ):
                return None  # "известный под именем «Мельник»": what somebody goes by is no role
            if self._ends(word, index == first) or (
                word.key in self.small.calendar and words[index - 1].key in ("on", "in")
            ):
                break
            other = self._named_at(word)
            if other is not None:
                if words[index - 1].key not in ("of", "to", "with", "for", "under") or index == first:
                    return None
                last = index
                continue
            if self._is_right_head(word, index - first):
                head = index if head is None else head
            last = index
        if head is None or last is None or not self._is_one(words[first : head + 1]):
            return None
        beyond = self.small.connectors | self.small.beyond | _ARTICLES
        while last > head and words[last].key in beyond:
            last -= 1
        following = last + 1 < len(words) and self._named_at(words[last + 1]) is not None
        if following or (first == last and is_initials(words[first])):
            return None  # ", President Y": the role is the next name's; "X, MD,": a physician
        return Span(words[first].start, words[last].end)

    def _first(self, words: Sequence[RunWord], position: int) -> int | None:
        """Return the first word of a role that begins at `position`, without "the" and without an age."""
        first = bisect_left(words, position, key=_start)
        if first == len(words) or self.text[position : words[first].start].strip(" 0123456789-"):
            return None
        while first < len(words) and words[first].key in self.small.determiners | _AGES:
            first += 1
        if [word.key for word in words[first : first + 2]] == ["year", "old"]:
            first += 2
        return first if first < len(words) else None

    def _is_one(self, words: Sequence[RunWord]) -> bool:
        """Say whether words up to a role's head are one phrase: not so "likely to please nervous senators".

        The head may come after "of" in "one of the advisers" and "House of Lords speaker".
        """
        return not self._are_several(words) and all(
            before.capital or before.key == "one" or self.known.is_role(before.key)
            for before, word in pairwise(words)
            if word.key in _PARTING
        )

    def _are_several(self, words: Sequence[RunWord]) -> bool:
        """Say whether words up to a head are of several: "met the envoy Jane Doe, party leaders and boys"."""
        head = words[-1].key
        plural = not is_cyrillic(head) and head.endswith("s") and head not in self.known.roles
        return plural and not any(word.key in ("one", "of", "both", "among") for word in words)

    def _listed(self, words: Sequence[RunWord], index: int) -> bool:
        """Say whether a comma only lists parts of one office: "Democracy, Human Rights, and Labor"."""
        gap = self.text[words[index - 1].end : words[index].start]
        after = words[index + 1] if words[index].key == "and" and index + 1 < len(words) else words[index]
        if gap != ", " or not words[index - 1].capital or self._named_at(after) is not None:
            return False
        if self.known.is_role(after.key) or after.key in self.known.role_modifiers:
            return False  # ", and Prime Minister of …": another's office, or another one
        rest = self.text[words[index].start : words[index].start + 60]
        return re.match(r"(?:[A-Z][\w’'-]*[ ]?){1,3},? and [A-Z]|and [A-Z]", rest) is not None

    def _ends(self, word: RunWord, first: bool) -> bool:
        tag = self.tags.get(word.start, "")
        body = word.text.isupper() and len(word.text) > 1  # "DG of the WHO"
        if (word.key in self.small.ends_phrase and not body) or (tag in _FINITE and not word.capital):
            return True
        if first and word.key not in _ARTICLES:
            return not (
                word.capital or self._modifies(word) or self.known.is_role(word.key) or word.possessive
            )
        return False

    def _is_right_head(self, word: RunWord, place: int) -> bool:
        return (
            place < _FARTHEST_HEAD
            and (self._is_calling(word) if self.russian else office_of(word) is not None)
            and word.key not in self.small.honorifics
        )

    def _tenure(self, span: Span) -> Tenure:
        tenure = tenure_of(span.of(self.text))
        return Tenure.FORMER if tenure is Tenure.CURRENT and self._is_over_by(span.end) else tenure

    def _is_over_by(self, end: int) -> bool:
        """Say whether a role's years have passed: "president from 2000 to 2006"; without a date they have."""
        until = self.small.over_by.match(self.text, end)
        if until is None:
            return False
        year = next(filter(None, until.groups()))
        return self.published is None or self.published.value is None or year < self.published.value[:4]


def _cases_of(word: RunWord) -> set[str]:
    """Return the cases a Russian word can be in; of one with a hyphen its last part's."""
    return {form.case for form in forms(word.key.rpartition("-")[2]) if form.case}
