"""An article laid out for the question who says what: its words outside quotation marks and their subjects.

The parse is a proposal: words inside quotation marks are never subjects here, and where the parse gives no
subject the words next to the verb decide.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.text.cues import cues
from bot.text.quotations import QuotedRun
from bot.words.documents import Article
from bot.words.findings import Figure, Mention, Sentence, Token
from bot.words.spans import Span

_SUBJECTS = frozenset({"nsubj", "csubj"})
_PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
_OBJECTS = frozenset({"him", "her"})
_BESIDE_A_VERB = frozenset({"appos", "advmod", "intj", "mark", "aux", "dep"})
_FOR_WHAT = frozenset({"for", "of", "over"})
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CLIMBS = frozenset(
    {"conj", "advcl", "xcomp", "pcomp", "ccomp", "prep", "dep", "parataxis", "acl", "relcl", "aux"}
)
_HIGHEST_CLIMB = 6  # steps up a parse from a participle to the verb that has the subject
_PHRASE_LENGTH = 7  # words from "in" to the noun of "in the Foreign Minister's view"
_BEHIND_PLACE = frozenset({":", "–", "—", "--"})
_LONGEST_DATELINE = 8  # tokens of "BERLIN, March 4 —" before a sentence
_LONGEST_REMARK = 8  # tokens from "made" to "saying" in "comments she made in Oslo in 2006 saying"
_PARTICIPLE = "ing"
_TAKEN_FOR_NAME = frozenset({"NNP", "NN", "VBG"})
_COMMON_NOUNS = frozenset({"NN", "NNS"})
_IN_PHRASE = _COMMON_NOUNS | {"NNP", "NNPS", "POS", "DT", "PRP$", "JJ", "JJS", "JJR", "CD", "VBG", "VBN"}
_RELATIVE_TAGS = frozenset({"WP", "WDT", "WP$", "WRB"})
_SHORTEST_ASIDE, _LONGEST_ASIDE = 4, 30  # tokens of a relative clause between a name and its verb
_NO_SPEAKERS = frozenset({"pobj", "dobj", "attr", "nsubjpass"})  # "met them in Vienna, saying": not Vienna
_POSSIBLE = frozenset({"might", "may", "could", "should"})
_NOT_SAYING = frozenset({"decline", "refuse", "fail", "avoid", "hesitate", "neglect", "forget"})
_BEFORE_HEAD = frozenset(
    {"det", "amod", "compound", "nmod", "nummod", "poss", "case", "quantmod", "predet", "advmod"}
)


@dataclass(frozen=True, slots=True)
class NamedHere:
    """A figure named at a token: which one, and the mention."""

    figure: int
    mention: Mention


class Reading:
    """An article with everything that is looked up again and again while reading who says what."""

    def __init__(
        self,
        article: Article,
        sentences: Sequence[Sentence],
        tokens: Sequence[Token],
        figures: Sequence[Figure],
        runs: Sequence[QuotedRun],
    ) -> None:
        """Index the values given; all spans point into the article's document."""
        self.article, self.sentences, self.tokens = article, sentences, tokens
        self.figures, self.runs = figures, runs
        self.starts = [token.span.start for token in tokens]
        self.children = _children(tokens)
        self.quoted = _quoted(tokens, runs)
        self.sentence_starts = [sentence.span.start for sentence in sentences]
        self.ranges = [self.between(sentence.span.start, sentence.span.end) for sentence in sentences]
        self.named = _named(tokens, figures)
        self.headings = sorted(heading.start for heading in article.headings)

    @property
    def text(self) -> str:
        """The text all spans point into."""
        return self.article.text

    def between(self, start: int, end: int) -> range:
        """Return the indices of the tokens that begin between two positions of the text."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def sentence_at(self, position: int) -> int:
        """Return the index of the sentence that holds `position` or is the last to begin before it."""
        return max(0, bisect_right(self.sentence_starts, position) - 1)

    def same_section(self, start: int, end: int) -> bool:
        """Say whether no heading stands between two positions."""
        return bisect_right(self.headings, start) == bisect_right(self.headings, end)

    def lemma(self, index: int) -> str:
        """Return the dictionary form of a token in lower case."""
        return self.tokens[index].lemma.lower()

    def is_finite(self, index: int) -> bool:
        """Say whether the token is a verb with a tense, which may have a subject of its own."""
        return self.tokens[index].tag in _FINITE

    def _has_tense(self, verb: int) -> bool:
        """Say whether a verb has a tense, or an auxiliary that has one: "has vowed"."""
        auxiliaries = (child for child in self.children[verb] if self.tokens[child].relation == "aux")
        return self.is_finite(verb) or any(map(self.is_finite, auxiliaries))

    def outside(self, indices: range) -> list[int]:
        """Return those tokens that stand outside quotation marks."""
        return [index for index in indices if not self.quoted[index]]

    def noun_phrase(self, head: int) -> Span:
        """Return a noun phrase from its first modifier to its head, with an "of" after a name."""
        if head in self.named and self.named[head].mention.span.end >= self.tokens[head].span.end:
            return self.named[head].mention.span
        first, last = self._start_of_phrase(head), head
        if self.tokens[head].part == "PROPN":
            last = self._end_of_name(head)
        return Span(self.tokens[first].span.start, self.tokens[last].span.end)

    def first_of_phrase(self, head: int) -> int:
        """Return the first word of a noun phrase, its head where nothing stands before it."""
        return min(self.between(self.noun_phrase(head).start, self.starts[head]), default=head)

    def _modifies(self, index: int, head: int) -> bool:
        token = self.tokens[index]
        if self.quoted[index]:
            return False
        joined = (
            token.relation in ("cc", "conj") and token.head < index < head
        )  # "the Ruland and Aland envoys"
        if token.relation not in _BEFORE_HEAD and not joined and not self._is_hyphened(index):
            return False
        steps, place = 0, index
        while place != head and steps < _HIGHEST_CLIMB:
            place, steps = self.tokens[place].head, steps + 1
        return place == head

    def _is_hyphened(self, index: int) -> bool:
        """Say whether a word is joined to the next one by a hyphen: "state-run", "20-page"."""
        tokens = self.tokens
        touches = index + 1 < len(tokens) and tokens[index].span.end == tokens[index + 1].span.start
        return touches and "-" in (tokens[index].text, tokens[index + 1].text)

    def _end_of_name(self, head: int) -> int:
        """A name goes on over "of" and the capitalised words after it: "Ministry of Foreign Affairs"."""
        last = head
        place = head + 1
        while place < len(self.tokens) and self.tokens[place].text in ("of", "for", "and", "the", "&"):
            place += 1
            if place < len(self.tokens) and self.tokens[place].part == "PROPN" and not self.quoted[place]:
                if self.tokens[head + 1].text not in ("of", "for"):
                    return last
                while place < len(self.tokens) and self.tokens[place].part == "PROPN":
                    last, place = place, place + 1
        return last

    # --- verbs and their subjects --------------------------------------------------------------------------

    def subject_of(self, verb: int) -> int | None:
        """Return the token that heads the subject of a verb, climbing from participles and second verbs.

        None when the parse gives no subject outside quotation marks. A relative pronoun stands for the word
        it refers to; of a passive the agent is the subject.
        """
        if (
            aside := self._inverted_aside(verb)
            or self._before_relative(verb)
            or self._quoted_by(verb)
            or self._right_before(verb)
            or self._who_made_remarks(verb)
            or self._who_did_in_passive(verb)
            or self._behind_fronted_phrase(verb)
            or self._behind_fronted_participle(verb)
        ) is not None:
            return aside
        if self._may_be_of_two(verb):
            return None
        place, steps = verb, 0
        climbed_from_preposition = joined = False
        while steps <= _HIGHEST_CLIMB:
            subject = self._own_subject(place, joined=joined)
            if place != verb and self.quoted[place] and self._is_said(place):
                subject = None  # "Berger said Lind “had failed,” adding “…”": Berger adds
            if subject is not None and (place == verb or self._agrees(subject, verb)):
                return self._whole_subject(self._antecedent(subject, place), place)
            token = self.tokens[place]
            if token.head == place or (place == verb and token.part not in ("VERB", "AUX")):
                break
            if token.relation in ("acl", "relcl") and self.tokens[token.head].part in (
                "NOUN",
                "PROPN",
                "PRON",
            ):
                return self._described(place, token)
            if token.relation == "pcomp" and (other := self.thanked_for(place)) is not None:
                return other
            if token.relation == "ccomp" and token.head > place and self._has_tense(place):
                return None  # "In a year in which Berger rowed, and vowed to win, Lind sailed": not she vowed
            if token.relation not in _CLIMBS and not (token.relation == "dobj" and climbed_from_preposition):
                return None
            climbed_from_preposition = token.relation in ("pcomp", "prep")
            joined = token.relation == "conj" and not self.is_passive(place)
            place, steps = token.head, steps + 1
        if self.tokens[verb].part not in ("VERB", "AUX") and verb - 1 in self.named:
            return verb - 1
        # "In a letter to Lind, Berger wrote": the parse sets Berger beside Lind
        # "“It starts,” So said": a family name that is a word besides stands as an adverb
        beside = verb - 1 in self.named and self.tokens[verb - 1].relation in _BESIDE_A_VERB
        return verb - 1 if beside and self.is_finite(verb) and not self.quoted[verb - 1] else None

    def _behind_fronted_phrase(self, verb: int) -> int | None:
        """Return the name before a verb that the parse took for the end of what stands before it.

        "Following the passing of the Bill, Minister Lind condemned" is no bill of Lind's: a comma parts them.
        In "Speaking in Oslo on Monday Lind said" the day does.
        """
        name = verb - 1
        if name not in self.named or self.quoted[name] or self.tokens[name].relation != "pobj":
            return None
        if not self.is_finite(verb) or any(
            self.tokens[child].relation == "nsubj" for child in self.children[verb]
        ):
            return None
        here = self.ranges[self.sentence_at(self.starts[verb])].start
        first = name
        while first > here and self.named.get(first - 1) == self.named[name]:
            first -= 1
        dated = first > here and self.tokens[first - 1].entity.endswith(("DATE", "TIME"))
        while first > here and self.tokens[first - 1].part in ("PROPN", "NOUN", "ADJ"):
            first -= 1
        parted = dated or (first > here and self.tokens[first - 1].text == ",")
        fronted = self.tokens[here].part in ("ADP", "VERB", "SCONJ") and self.tokens[verb].relation == "ROOT"
        return name if parted and fronted else None

    def _behind_fronted_participle(self, verb: int) -> int | None:
        """Return the name before a verb where what stands before its comma is what that one does.

        "Cautioning Lind, Judge Berger said": the parse takes the first word for a name, as its capital is the
        sentence's, and then the one cautioned for who says it.
        """
        name = verb - 1
        if name not in self.named or self.quoted[name] or not self.is_finite(verb):
            return None
        here = self.ranges[self.sentence_at(self.starts[verb])].start
        opening = self.tokens[here]
        if not opening.text.endswith(_PARTICIPLE) or opening.tag not in _TAKEN_FOR_NAME or here in self.named:
            return None
        first = name
        while first > here and self.tokens[first - 1].part in ("PROPN", "NOUN", "ADJ"):
            first -= 1
        fronted = range(here + 1, first - 1)
        if self.tokens[first - 1].text != "," or not fronted or any(map(self.is_finite, fronted)):
            return None
        return name if any(place in self.named for place in fronted) else None

    def thanked_for(self, index: int) -> int | None:
        """Return whom somebody thanks or blames for something: Lind in "thanked Lind for saying so".

        Args:
            index: the token of what it is for, "saying" or "words".
        """
        preposition = self.tokens[index].head
        if self.tokens[preposition].text.lower() not in _FOR_WHAT:
            return None
        verb = self.tokens[preposition].head
        passive = self.is_passive(verb)
        somebody = self.subject_of(verb) if passive else self._somebody_object(verb)
        return somebody if somebody is not None and somebody < preposition else None

    def _inverted_aside(self, verb: int) -> int | None:
        """Return the name right after a verb between commas: "Her words, said Jane Doe, are “fair”"."""
        if not 0 < verb < len(self.tokens) - 1 or self.tokens[verb - 1].text != ",":
            return None
        name = verb + 1
        if name not in self.named or self.quoted[name] or not self.is_finite(verb):
            return None
        last = name
        while self.named.get(last + 1) == self.named[name]:
            last += 1
        following = self.tokens[last + 1].text if last + 1 < len(self.tokens) else "."
        told = self.tokens[verb].text.lower() in cues().told and self.lemma(verb) != "tell"
        return last if following in (",", ".", ";") and told else None

    def _right_before(self, verb: int) -> int | None:
        """Return the noun right before a verb of saying, after another clause and a comma.

        In "The panel will visit Lind, its senior member said" the parse takes the member for Lind.
        """
        head = verb - 1
        if head < 1 or self.tokens[head].tag not in _COMMON_NOUNS or self.quoted[head]:
            return None
        if not self.is_finite(verb) or self.verb_form(verb) not in cues().say:
            return None
        here = self.ranges[self.sentence_at(self.starts[verb])].start
        first = head
        while first > here and self.tokens[first - 1].tag in _IN_PHRASE:
            first -= 1
        closing = first - 1
        while closing > here and self.quoted[closing] and self.tokens[closing].part == "PUNCT":
            closing -= 1  # "Waving a flag with “Lind, go home,” the marchers chanted"
        if first == here or (self.tokens[closing].text != "," and closing == first - 1):
            return None
        opening = self.tokens[here]  # "Waving flags, the marchers chanted": the parse takes the flags
        waving = opening.text.endswith(_PARTICIPLE) and opening.tag in _TAKEN_FOR_NAME
        clause = any(self.is_finite(place) and not self.quoted[place] for place in range(here, first))
        return head if clause or (waving and here not in self.named) else None

    def _who_did_in_passive(self, verb: int) -> int | None:
        """Return the agent of a second verb in the passive: "was named by Lind and praised by Berger"."""
        joined = self.tokens[verb].relation == "conj" and self._is_in_passive(self.tokens[verb].head)
        return self.agent_of(verb) if joined else None

    def _who_made_remarks(self, verb: int) -> int | None:
        """Return whose remarks a participle goes on about: "cited comments Lind made saying that"."""
        if self.tokens[verb].tag != "VBG" or self.verb_form(verb) not in cues().say:
            return None
        here = self.ranges[self.sentence_at(self.starts[verb])].start
        for place in range(verb - 1, max(here, verb - _LONGEST_REMARK), -1):
            if self.quoted[place] or self.tokens[place].text == ",":
                return None
            if self.tokens[place].part == "VERB":
                noun = self.tokens[place].head
                told = self.tokens[place].relation in ("relcl", "acl") and noun < place
                if not told or self.lemma(noun) not in cues().said_nouns:
                    return None
                return next(
                    (one for one in self.children[place] if self.tokens[one].relation == "nsubj"), None
                )
        return None

    def _before_relative(self, verb: int) -> int | None:
        """Return the name before a relative clause that a comma closes: "Doe, whom Lind named, said"."""
        if verb < _SHORTEST_ASIDE or self.tokens[verb - 1].text != "," or not self.is_finite(verb):
            return None
        here = self.ranges[self.sentence_at(self.starts[verb])].start
        for place in range(verb - 2, max(here, verb - _LONGEST_ASIDE) + 1, -1):
            if self.quoted[place]:
                return None
            if self.tokens[place].tag in _RELATIVE_TAGS and self.tokens[place - 1].text == ",":
                named = place - 2 in self.named and self.tokens[place - 2].tag != "POS"
                says = named and self.verb_form(verb) in cues().say
                several = self.tokens[place + 1].tag == "VBP" and self.tokens[place - 2].relation == "conj"
                if says and several:
                    return self.tokens[place - 2].head  # "Lind and Berger, who are envoys, said"
                return self._person_of(place - 2, place) if says else None
        return None

    def _quoted_by(self, verb: int) -> int | None:
        """Return whom somebody else quotes: "Lind quoted Doe as saying" and "Lind, quoting Doe:" are Doe."""
        if self.lemma(verb) == "quote" and self.tokens[verb].tag != "VBN":
            return self._somebody_object(verb)
        above = self.tokens[verb].head
        if self.tokens[verb].relation != "pcomp" or self.tokens[above].text.lower() != "as":
            return None
        quoting = self.tokens[above].head
        if self.lemma(quoting) not in cues().quoting:
            return None
        return next(
            (child for child in self.children[quoting] if self.tokens[child].relation == "dobj"), None
        )

    def _somebody_object(self, verb: int) -> int | None:
        """Return the object of a verb that is somebody: a name, or "him" of "quotes him as saying"."""
        return next(
            (
                child
                for child in self.children[verb]
                if self.tokens[child].relation == "dobj"
                and not self.quoted[child]
                and (child in self.named or self.tokens[child].text.lower() in _OBJECTS)
            ),
            None,
        )

    def _is_in_office_of(self, name: int, subject: int) -> bool:
        """Say whether a word is of the office right before a name: "Bar Council of Ruland president Lind"."""
        here = self.named.get(name)
        if here is None or self.quoted[name] or subject in self.named:
            return False
        start, word = here.mention.span.start, self.tokens[subject].span
        return any(
            role.span.contains(word) and 0 <= start - role.span.end <= 1
            for role in self.figures[here.figure].roles
        )

    def _whole_subject(self, subject: int, verb: int) -> int:
        """Return the subject where the parse took the end of a fronted phrase, or one of a list, for it.

        "In a rebuff to the visiting Lind, Ruland changed its stand"; "a handful — including Lind; Berger of
        Aland — urged".
        """
        if self._is_citing(self.tokens[subject]) and verb - 1 in self.named and not self.quoted[verb - 1]:
            return verb - 1
        if self._is_in_office_of(verb - 1, subject):
            return verb - 1
        first = self._start_of_phrase(subject)
        before = first - 1
        if (
            before >= 0
            and self.tokens[before].text in (";", "and")
            and ";"
            in (
                self.tokens[before].text,
                self.tokens[max(0, before - 1)].text,
            )
        ):
            listed = self._list_before(before)
            return listed if listed is not None else subject
        if subject > verb or subject + 1 >= len(self.tokens):
            return subject
        comma = next((place for place in range(subject + 1, verb) if self.tokens[place].text == ","), None)
        if comma is None or self._commas(comma + 1, verb):
            return subject
        opens = self.tokens[self._start_of_clause(subject)]
        citing = self._is_citing(opens)
        other = next(
            (
                child
                for child in (*self.children[subject], *(self.children[verb] if citing else ()))
                if comma < child < verb and self.tokens[child].relation in ("appos", "conj", "nsubj")
            ),
            None,
        )
        if other is None or not (citing or opens.part in ("ADP", "SCONJ")) or self.quoted[other]:
            return subject
        listed = any(self.tokens[child].relation == "cc" for child in self.children[other])
        return subject if listed else other

    @staticmethod
    def _is_citing(token: Token) -> bool:
        """Say whether a sentence opens as in "Citing Lind, Berger said"; the tagger takes it for a name."""
        stem = token.text.lower().removesuffix("ing")
        return token.text.endswith("ing") and not cues().quoting.isdisjoint((stem, f"{stem}e"))

    def _commas(self, start: int, end: int) -> int:
        return sum(self.tokens[place].text == "," for place in range(start, end))

    def _start_of_phrase(self, head: int) -> int:
        first = head
        while first > 0 and self._modifies(first - 1, head):
            first -= 1
        return first

    def _start_of_clause(self, index: int) -> int:
        """Return the first word of a sentence, after a place or a day that a colon or a dash closes."""
        here = self.ranges[self.sentence_at(self.starts[index])]
        for place in range(here.start, min(here.start + _LONGEST_DATELINE, index)):
            if self.tokens[place].text in (":", "–", "—", "--") and place + 1 < here.stop:
                return place + 1
        return here.start

    def _list_before(self, index: int) -> int | None:
        """Return the noun that a list with "including" before a word tells more of."""
        here = self.ranges[self.sentence_at(self.starts[index])]
        for place in range(index, here.start, -1):
            if self.tokens[place].text.lower() in cues().listing:
                noun = self.tokens[place].head
                return noun if noun < place and self.tokens[noun].part in ("NOUN", "PROPN", "PRON") else None
        return None

    def _described(self, verb: int, token: Token) -> int | None:
        if token.tag == "VBN":
            return self.agent_of(verb)
        noun = self.tokens[token.head]
        if noun.relation == "dobj" and noun.lemma.lower() in cues().writings and token.relation == "acl":
            # "Issued a statement saying": who issued it speaks; "liked a tweet saying": the tweet.
            return self.subject_of(noun.head) if self.lemma(noun.head) in cues().issuing else token.head
        told = noun.relation == "dobj" and token.tag == "VBG" and self.lemma(noun.head) in cues().say
        if told and not self.quoted[noun.head]:
            return self.subject_of(noun.head)  # "emailed supporters saying"
        if self.tokens[verb - 1].text == "," and self._is_no_speaker(token.head):
            governing = self._verb_above(token.head)  # "met them in Vienna, saying": not Vienna said
            return self.subject_of(governing) if governing is not None else None
        return token.head if not self.quoted[token.head] else None

    def _is_no_speaker(self, noun: int) -> bool:
        """Say whether a noun is an object, or one of a list of those: "the licences of Lind and Berger"."""
        for _ in range(_HIGHEST_CLIMB):
            if self.tokens[noun].relation not in ("conj", "appos"):
                break
            noun = self.tokens[noun].head
        return self.tokens[noun].relation in _NO_SPEAKERS

    def _agrees(self, subject: int, verb: int) -> bool:
        """Say whether a subject agrees with a verb further on: "guards" are not who "states" it."""
        several = self.tokens[subject].tag in ("NNS", "NNPS")
        return not (several and self.tokens[verb].tag == "VBZ")

    def _is_said(self, verb: int) -> bool:
        """Say whether a verb stands in a clause that somebody outside quotation marks says."""
        token = self.tokens[verb]
        return (
            token.relation == "ccomp" and self.lemma(token.head) in cues().say and not self.quoted[token.head]
        )

    def _may_be_of_two(self, verb: int) -> bool:
        """Say whether a participle after a comma may be of a clause or of the one within it.

        "She stopped where guards had gathered, chanting": who chants? "He wrote the guards knew it, saying"
        is his or theirs.
        """
        token = self.tokens[verb]
        if token.tag != "VBG" or token.relation != "advcl" or self.tokens[verb - 1].text != ",":
            return False
        above = self.tokens[token.head]
        if above.relation == "ccomp" and self.lemma(above.head) in cues().say:
            return self._own_subject(token.head) != self._own_subject(above.head) is not None
        return any(
            self.tokens[index].tag in ("NNS", "NNPS") and self.lemma(index) in cues().people
            for index in range(token.head + 1, verb)
            if self.tokens[index].relation == "nsubj" and not self.quoted[index]
        )

    def _verb_above(self, index: int) -> int | None:
        """Return the nearest verb a word hangs on."""
        for _ in range(_HIGHEST_CLIMB):
            above = self.tokens[index].head
            if above == index:
                return None
            if self.tokens[above].part in ("VERB", "AUX"):
                return above
            index = above
        return None

    def _own_subject(self, verb: int, *, joined: bool = False) -> int | None:
        """Return the subject or, in the passive, the agent; `joined`: of a verb that "and" joins to this one.

        "Lind was joined by Berger and said": she is whom both are about.
        """
        passive = None
        for child in self.children[verb]:
            if self.quoted[child]:
                continue
            relation = self.tokens[child].relation
            if relation in _SUBJECTS and not self._is_set_apart(child, verb):
                return self._beside_relative(self._behind_dateline(child, verb), verb)
            if relation in _PASSIVE_SUBJECTS:
                passive = child
        if (
            passive is not None
            and not joined
            and self.lemma(verb) not in ("quote", "cite", "expect", "concern", "force")
        ):
            agent = self.agent_of(verb)
            return agent if agent is not None else passive
        return passive

    def _behind_dateline(self, subject: int, verb: int) -> int:
        """Return the subject behind a place and a day before a colon: "Port Ada, May 6: Lind said"."""
        others = (
            child
            for child in self.children[verb]
            if subject < child < verb and self.tokens[child].relation in _SUBJECTS and not self.quoted[child]
        )
        other = next(others, None)
        if other is None or not any(
            self.tokens[place].text in _BEHIND_PLACE for place in range(subject, other)
        ):
            return subject
        return other

    def _beside_relative(self, subject: int, verb: int) -> int:
        """Return the name right before a verb for a relative pronoun: "which Lind concedes was wrong"."""
        both = subject + 1 < verb and verb - 1 in self.named and not self.quoted[verb - 1]
        relative = self.tokens[subject].tag in _RELATIVE_TAGS
        beside = verb - 1
        return beside if both and relative and self.tokens[beside].head == verb else subject

    def _is_set_apart(self, subject: int, verb: int) -> bool:
        """Say whether a broken parse gave a bare participle after a comma a subject: "…, saying that"."""
        bare = self.tokens[verb].tag == "VBG" and self.tokens[verb].relation == "ROOT"
        return bare and subject < verb and self.tokens[verb - 1].text == ","

    def is_passive(self, verb: int) -> bool:
        """Say whether the verb is passive without a named agent, so that its subject did not speak."""
        return self._is_in_passive(verb) and self.agent_of(verb) is None

    def _is_in_passive(self, verb: int) -> bool:
        """Say whether a verb is in the passive, also by the one it is joined to: "named and confirmed"."""
        relations = {self.tokens[child].relation for child in self.children[verb]}
        if relations & {"auxpass", "nsubjpass"}:
            return True
        token = self.tokens[verb]
        joined = token.tag == "VBN" and token.relation == "conj" and not relations & {"aux", "nsubj"}
        return joined and self.tokens[token.head].tag == "VBN" and self._is_in_passive(token.head)

    def is_denied(self, verb: int) -> bool:
        """Say whether a verb of speech tells of what was not said, or only might be.

        "did not say", "declined to call", "might say", "if he says".
        """
        for child in self.children[verb]:
            token = self.tokens[child]
            word = token.text.lower()
            if self.quoted[child]:
                continue  # "“Probably not,” she said"
            if token.relation == "neg" or (token.relation == "aux" and word in _POSSIBLE):
                return True
            if token.relation == "mark" and word in ("if", "unless", "whether"):
                return True
        above = self.tokens[verb].head
        return self.tokens[verb].relation == "xcomp" and self.lemma(above) in _NOT_SAYING

    def agent_of(self, verb: int) -> int | None:
        """Return the token that heads the "by …" of a passive verb."""
        for child in self.children[verb]:
            if self.tokens[child].relation == "agent" or (
                self.tokens[child].text == "by" and self.tokens[child].relation == "prep"
            ):
                for grandchild in self.children[child]:
                    if self.tokens[grandchild].relation == "pobj" and not self.quoted[grandchild]:
                        return grandchild
        return None

    def _antecedent(self, subject: int, verb: int) -> int:
        token = self.tokens[verb]
        if self.tokens[subject].text.lower() not in _RELATIVES:
            return subject
        if token.relation == "relcl":
            return self._person_of(token.head, subject)
        cleft = token.relation == "ccomp" and self.lemma(token.head) == "be"  # "it was Lind who said"
        return subject - 1 if cleft and subject - 1 in self.named else subject

    def _person_of(self, name: int, relative: int) -> int:
        """Return the aide for the name in "an aide to Lind, who said": that it is Lind nobody can tell."""
        preposition = self.tokens[name].head
        person = self.tokens[preposition].head
        if self.tokens[name].relation != "pobj" or self.tokens[relative - 1].text != ",":
            return name
        one = self.tokens[person].part == "NOUN" and self.lemma(person) in cues().people
        return person if one and name in self.named and not self.quoted[person] else name

    def cue_span(self, verb: int) -> Span:
        """Return the verb with the auxiliaries directly before it ("has warned")."""
        first = verb
        while (
            first > 0
            and self.tokens[first - 1].relation in ("aux", "auxpass")
            and self.tokens[first - 1].head == verb
        ):
            first -= 1
        return Span(self.tokens[first].span.start, self.tokens[verb].span.end)

    def has_own_verb_between(self, first: int, last: int, leading_to: int) -> bool:
        """Say whether a verb with a tense stands between two tokens, other than in a relative clause.

        Verbs that lead up to `leading_to` do not count ("was cited as saying").
        """
        leading = self._chain(leading_to)
        for index in range(first, last):
            token = self.tokens[index]
            if self.quoted[index] or not self.is_finite(index) or index in leading:
                continue
            if token.relation in ("aux", "auxpass") and token.head in leading:
                continue
            if not self._in_relative_clause(index):
                return True
        return False

    def _chain(self, verb: int) -> set[int]:
        """Return a verb and the verbs it hangs on as their complement."""
        chain = {verb}
        for _ in range(_HIGHEST_CLIMB):
            token = self.tokens[verb]
            if token.head == verb or token.relation not in ("xcomp", "pcomp", "prep", "aux", "auxpass"):
                break
            verb = token.head
            chain.add(verb)
        return chain

    def _in_relative_clause(self, index: int) -> bool:
        for _ in range(_HIGHEST_CLIMB):
            token = self.tokens[index]
            if token.relation in ("relcl", "acl"):
                return True
            if token.head == index or token.relation not in (
                "aux",
                "auxpass",
                "conj",
                "xcomp",
                "ccomp",
                "advcl",
            ):
                return False
            index = token.head
        return False

    def is_owned_noun(self, index: int) -> bool:
        """Say whether a word belongs to whoever speaks, as in "in her view" and "in his words"."""
        known = cues().owned_nouns
        return self.tokens[index].lemma.lower() in known or self.tokens[index].text.lower() in known

    def stands_for_view(self, preposition: int, noun: int) -> bool:
        """Say whether "in her view" says whose view a sentence is.

        Not so "a shift in her views" and "landed in her account", nor a question.
        """
        sentence = self.sentences[self.sentence_at(self.starts[preposition])].span
        asks = sentence.of(self.text).rstrip("”\"’' ").endswith("?")
        of_clause = self.tokens[self.tokens[preposition].head].part in ("VERB", "AUX")
        before = self.tokens[preposition - 1] if preposition else None
        apart = (
            before is None
            or before.part in ("PUNCT", "CCONJ", "SCONJ")
            or self.starts[preposition] == sentence.start
        )
        return apart and of_clause and not asks and not self.quoted[noun] and self.is_owned_noun(noun)

    def owner_in_phrase(self, noun: int) -> int | None:
        """Return the owner of a noun in a phrase: "in her words", "in the words of Lind"."""
        before = range(max(0, noun - _PHRASE_LENGTH), noun)
        if not any(self.tokens[index].text.lower() in ("in", "by", "to") for index in before):
            return None
        for child in self.children[noun]:
            if self.tokens[child].relation == "poss" and not self.quoted[child]:
                return child
            if self.tokens[child].text.lower() == "of":
                owners = (one for one in self.children[child] if self.tokens[one].relation == "pobj")
                return next((one for one in owners if one in self.named and not self.quoted[one]), None)
        return None

    def verb_form(self, index: int) -> str:
        """Return the dictionary form of a verb, also of one the tagger took for a name or an adjective.

        "Doe underscored": right after a name or a personal pronoun a lower-case word in "-ed" is a verb.
        """
        token = self.tokens[index]
        if token.part in ("VERB", "AUX"):
            return token.lemma.lower()
        if token.tag == "NNS" and self._closes_words(index):
            return token.lemma.lower()
        if not index or not token.text.islower() or not token.text.endswith("ed"):
            return ""
        if index - 1 in self.named or self.tokens[index - 1].text.lower() in ("he", "she", "they"):
            known = cues().say | cues().report
            return next((form for form in (token.text[:-1], token.text[:-2]) if form in known), "")
        return ""

    def _closes_words(self, index: int) -> bool:
        """As in "“…,” Doe notes.": the tagger takes the verb for a noun, but nothing else is left."""
        name = first = index - 1
        if name not in self.named or self.tokens[index].lemma.lower() not in cues().say - cues().weak:
            return False
        while self.named.get(first - 1) == self.named[name]:
            first -= 1
        beside = self.tokens[index + 1 : index + 2]
        return first > 0 and self.quoted[first - 1] and all(token.part == "PUNCT" for token in beside)

    def say_verbs(self, indices: Sequence[int]) -> Iterator[int]:
        """Yield the verbs of speech among tokens outside quotation marks."""
        known = cues().say
        for index in indices:
            if self.verb_form(index) in known:
                yield index


def _children(tokens: Sequence[Token]) -> list[list[int]]:
    children: list[list[int]] = [[] for _ in tokens]
    for index, token in enumerate(tokens):
        if token.head != index:
            children[token.head].append(index)
    return children


def _quoted(tokens: Sequence[Token], runs: Sequence[QuotedRun]) -> list[bool]:
    quoted, place = [], 0
    for token in tokens:
        while place < len(runs) and runs[place].outer.end <= token.span.start:
            place += 1
        quoted.append(place < len(runs) and runs[place].outer.start < token.span.end)
    return quoted


def _named(tokens: Sequence[Token], figures: Sequence[Figure]) -> dict[int, NamedHere]:
    """Map tokens to the figure named there; where mentions lie in one another the shortest wins."""
    mentions = sorted(
        (
            (mention.span.start, mention.span.end - mention.span.start, number, mention)
            for number, figure in enumerate(figures)
            for mention in figure.mentions
        ),
        key=lambda item: (-item[1], item[0]),
    )
    starts = [token.span.start for token in tokens]
    named: dict[int, NamedHere] = {}
    for start, length, number, mention in mentions:
        first = max(0, bisect_right(starts, start) - 1)
        for index in range(first, bisect_left(starts, start + length)):
            if tokens[index].span.end > start:
                named[index] = NamedHere(number, mention)
    for index in range(1, len(tokens)):  # "Ada Lind QC said": the letters are part of the name
        if index - 1 in named and index not in named and tokens[index].text in cues().behind_name:
            named[index] = named[index - 1]
    return named
