"""What a run of capitals looks like when a heading and the sentence after it stand in one line.

Every judge looks at one way to cut the run and says (strong, reason), or None when it sees nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.corpus.word_evidence import COMMON_ENDING, DocumentWord, WordEvidence, word_lists


@dataclass(frozen=True, slots=True)
class Split:
    """A way to read a run: `words[start:position]` a heading, `words[position:run_end]` how the sentence
    begins.
    """

    words: Sequence[DocumentWord]
    start: int
    position: int
    run_end: int
    wording: WordEvidence

    @property
    def heading(self) -> Sequence[DocumentWord]:
        """The words that may be a heading."""
        return self.words[self.start : self.position]

    @property
    def body(self) -> Sequence[DocumentWord]:
        """The capitals the sentence after it begins with."""
        return self.words[self.position : self.run_end]

    @property
    def first(self) -> DocumentWord:
        """The first word of the sentence."""
        return self.words[self.position]

    @property
    def last(self) -> DocumentWord:
        """The last word of the heading."""
        return self.words[self.position - 1]

    @property
    def phrase(self) -> bool:
        """Whether a small word stands inside the heading: "End of a Distinguished Career"."""
        return any(not word.capital for word in self.heading)

    def common(self) -> int:
        """Count capitals of common words after the first word: a sentence does not have them."""
        return sum(word.capital and self.wording.is_common(word) for word in self.heading[1:])


def judged(split: Split) -> tuple[bool, str] | None:
    """Say whether a reading holds, and on which grade of evidence."""
    if not _may_be_heading(split) or not _may_begin_sentence(split):
        return None
    if split.first.raw[0] in '“"«':
        return _by_quotation(split)
    for judge in (_by_starter, _by_name, _by_role, _by_plain_word, _by_two_names):
        verdict = judge(split)
        if verdict is not None:
            return verdict
    return None


def opens_a_sentence(heading: Sequence[DocumentWord]) -> bool:
    """Say whether the first word rather opens a sentence than a heading."""
    base = heading[0].base
    opener = base in word_lists()["sentence_openers"] or base.endswith("ly")
    return opener or (base.endswith("ing") and len(heading) < 3)


def subject_follows(words: Sequence[DocumentWord], position: int) -> bool:
    """Say whether a word is the subject of a sentence: its verb, or the noun it possesses, is next."""
    lists = word_lists()
    word = words[position]
    if position + 1 >= len(words) or word.ends_sentence or word.closes:
        return False
    after = words[position + 1]
    if after.capital or not after.core:
        return False
    base = after.core.lower()
    if word.possessive:
        return base not in lists["small"]
    verb = base in lists["auxiliaries"] or base in lists["past_verbs"]
    return verb or (base.endswith("ed") and len(base) > 3) or base.endswith("ly")


def whole_quotation(word: DocumentWord) -> bool:
    """Say whether quotation marks at a word open and close at it, or there are none."""
    opened = word.raw[0] in '“"«'
    closed = word.raw.rstrip(".,;:!?")[-1:] in tuple('”"»')
    return opened == closed


_ENDS_OF_HEADINGS = frozenset(("all", "more", "new"))


def _marks_allow(split: Split) -> bool:
    """Whether the marks inside a heading are a heading's: commas in a list, a colon after its first words."""
    heading = split.heading
    if split.last.closes or any(word.ends_sentence or word.raw[0] in "[(" for word in heading):
        return False
    marks = {word.raw[-1] for word in heading if word.closes}
    if not marks:
        return True
    if not marks <= {",", ":"} or heading[0].shouted:
        return False
    sure = split.common() >= 2 and len(heading) >= 4
    return sure or (marks == {","} and not split.phrase)


def _may_be_heading(split: Split) -> bool:
    lists = word_lists()
    heading, last = split.heading, split.last
    if (
        not last.core
        or last.base in lists["small"]
        or last.base in lists["titles"]
        or last.base in lists["starters"]
    ):
        return False
    if not (last.capital or last.core[:1].isdigit()) or last.base in lists["careful"] - _ENDS_OF_HEADINGS:
        return False
    if not _marks_allow(split):
        return False
    if any(word.capital and word.base in lists["short"] and not word.shouted for word in heading[1:]):
        return False
    if any(word.capital and word.base in lists["clause_words"] for word in heading[1:]):
        return False
    if not any(word.capital for word in heading):
        return False
    return (last.base not in lists["roles"] and last.base not in lists["role_modifiers"]) or len(heading) >= 3


def _may_begin_sentence(split: Split) -> bool:
    first = split.first
    if not first.capital or first.ends_sentence or split.position + 1 >= len(split.words):
        return False
    if first.raw[0] in "(['" or first.raw[-1] in ":;)":
        return False
    second = split.words[split.position + 1]
    if split.last.shouted and (first.shouted or (len(first.core) == 1 and second.shouted)):
        return False
    # "They are." ends within the run and is a sentence; "On Donald Trump." is more of a headline.
    verb = any(word.base in word_lists()["auxiliaries"] and not word.capital for word in split.body)
    return verb or not any(word.ends_sentence for word in split.body)


def _by_quotation(split: Split) -> tuple[bool, str] | None:
    """A quotation begins right behind common nouns with capitals: "Calls for Reform | “I hope that ..."."""
    if opens_a_sentence(split.heading) or len(split.heading) < 2 or split.last.possessive:
        return None
    if split.common() < 1 or whole_quotation(split.first):
        return None
    return split.common() >= 2 or len(split.heading) >= 3, "capitals of common words before a quotation"


def _by_starter(split: Split) -> tuple[bool, str] | None:
    """A word that begins sentences has a capital: "Peace Efforts | In March", "Middle Powers | Under
    Tokayev's".
    """
    lists = word_lists()
    first, second = split.first, split.words[split.position + 1]
    rest = split.body[1:]
    starter, careful = first.base in lists["starters"], first.base in lists["careful"]
    adverb = first.base.endswith("ly") and len(first.base) > 5 and not second.capital
    common = split.common()
    addressed = first.base in {"mr", "mrs", "ms"} and common >= 1
    if first.shouted and not split.last.shouted:
        return None  # "Foreign Minister HE Lev Orlov"
    if not (starter or careful or adverb or addressed) or _goes_on_as_a_heading(split, rest):
        return None
    if opens_a_sentence(split.heading) and common == 0:
        return None
    if first.base in lists["careful_in_headings"] and careful:
        return (False, "a word that begins sentences") if common >= 2 else None
    if common >= 1:
        sure = not careful or not second.capital or common >= 2 or second.base in lists["calendar"]
        return sure and len(
            split.heading
        ) >= 2, "a word that begins sentences, after capitals of common words"
    if len(split.heading) == 1:
        label = split.heading[0].base in lists["labels"]
        return (not careful or not second.capital, "a label and a new sentence") if label else None
    return not (careful or second.capital or adverb), "a word that begins sentences, after names"


def _goes_on_as_a_heading(split: Split, rest: Sequence[DocumentWord]) -> bool:
    """Whether the word only looks like a beginning: another follows, or a preposition's noun has a capital
    too.
    """
    lists = word_lists()
    if split.first.closes and len(split.heading) < 2:
        return True
    if any(word.base in lists["starters"] and word.capital for word in rest):
        return True
    if sum(word.capital for word in rest) > 5:
        return True
    nouns = (word for word in rest if word.capital and not word.possessive)
    return split.first.base in lists["prepositions"] and any(split.wording.is_common(word) for word in nouns)


def _by_name(split: Split) -> tuple[bool, str] | None:
    """A name begins a sentence right behind a common noun: "Trump's Strategy | Trump's outreach"."""
    lists = word_lists()
    wording, last, body = split.wording, split.last, split.body
    if not _is_name_with_verb(split) or opens_a_sentence(split.heading) or _names_an_office(split.heading):
        return None
    common = split.common()
    article = split.heading[0].base in {"a", "an"} and common >= 1 and last.base in lists["bodies"]
    if not (wording.is_common(last) or article) or wording.pairs[last.base, body[0].base] > 1:
        return None
    if len(split.heading) == 1:
        return (False, "a label and a name") if last.base in lists["labels"] else None
    strong = common >= 2 or (
        common == 1 and (body[-1].possessive or (split.phrase and len(split.heading) >= 4))
    )
    known = wording.is_name(body[0]) or common >= 2
    if not known and not strong:
        return None
    return strong and known and not body[-1].closes, "a common noun and a name that has its verb"


def _is_name_with_verb(split: Split) -> bool:
    """Whether the run ends with one to four words of a name, and its verb or an apposition follows."""
    body = split.body
    joined = [word for word in body if word.core != "and"]
    if len(joined) > 4 or not all(_may_be_name(word, split.wording) for word in joined):
        return False
    if any(word.closes for word in body[:-1]):
        return False
    return subject_follows(split.words, split.run_end - 1) or body[-1].raw.endswith(",")


def _may_be_name(word: DocumentWord, wording: WordEvidence) -> bool:
    """Whether a capital can be a person's or a place's: no common word, role, body or day."""
    lists = word_lists()
    if word.base in lists["titles"]:
        return True
    apart = ("sentence_openers", "starters", "careful", "calendar", "roles", "role_modifiers", "bodies")
    return (
        word.capital and not wording.is_common(word) and not any(word.base in lists[name] for name in apart)
    )


def _names_an_office(words: Sequence[DocumentWord]) -> bool:
    """Whether the words are somebody's office, which stands before the name: "Secretary of State", or end
    with a role and the first of its holder's names: "and Foreign Secretary Frank".
    """
    lists = word_lists()
    if len(words) > 2 and words[-2].base in lists["roles"]:
        return True
    return any(
        word.base in lists["roles"] and not after.capital and after.base in lists["small"]
        for word, after in pairwise(words)
    )


def _by_role(split: Split) -> tuple[bool, str] | None:
    """Somebody's role and name with their verb begin a sentence: "Missile System | Russian President ..."."""
    lists = word_lists()
    first, last, body, wording = split.first, split.last, split.body, split.wording
    role_words = lists["demonyms"] | lists["roles"] | lists["role_modifiers"]
    if first.base not in role_words or last.base in role_words or opens_a_sentence(split.heading):
        return None
    common = split.common()
    if len(body) == 1:
        # A demonym and a small noun: "Role as Mediator | Russian political analyst, ..."
        plain = first.base in lists["demonyms"] and len(first.base) > 4 and not last.possessive
        return (common >= 2, "common nouns and a new noun phrase") if plain and common >= 1 else None
    if not any(word.base in lists["roles"] for word in body[:3]):
        return None
    if not (subject_follows(split.words, split.run_end - 1) or body[-1].closes):
        return None
    headline = any(word.capital and word.base in lists["headline_verbs"] for word in split.heading[1:])
    if headline or (common >= 2 and first.base in lists["demonyms"]):
        return len(split.heading) >= 3, "a headline and a person who has their verb"
    ends_as_noun = wording.is_common(last)
    if common >= 2 and ends_as_noun:
        return False, "common nouns and a person who has their verb"
    ends_as_noun = ends_as_noun or last.base in lists["bodies"]
    if split.phrase and ends_as_noun and _is_bare_noun(split.heading[0]):
        return False, "a bare noun and a person who has their verb"
    return None


def _is_bare_noun(word: DocumentWord) -> bool:
    """Whether the first word of a phrase is a common noun without an article."""
    if word.possessive or word.base in word_lists()["careful"] or word.base.endswith("ed"):
        return False
    if word.base.endswith("ing"):
        return False
    return word.base in word_lists()["common"] or COMMON_ENDING.search(word.base) is not None


def _by_plain_word(split: Split) -> tuple[bool, str] | None:
    """The last capital before small words begins the sentence: "Power Project | Discussions also turned"."""
    if len(split.body) != 1 or opens_a_sentence(split.heading) or len(split.heading) < 3:
        return None
    first, last, wording = split.first, split.last, split.wording
    common = split.common()
    if split.heading[-3].base in word_lists()["bodies"] and not split.heading[-2].capital:
        return None  # "Ministry of External Affairs had ..."
    if first.closes or first.possessive or common < 1 or first.base in word_lists()["roles"]:
        return None
    behind_preposition = not split.words[split.position - 2].capital
    if not (wording.is_common(last) or behind_preposition):
        return None
    plural = first.base.endswith("s") and not first.base.endswith(("ss", "us", "is"))
    if plural and subject_follows(split.words, split.position):
        return False, "common nouns and a plural that has its verb"
    if wording.small[first.base] and common >= 2:
        return False, "common nouns and a word written small elsewhere"
    return None


def _by_two_names(split: Split) -> tuple[bool, str] | None:
    """Two names that never stand together: "Resignations in South Korea and Azerbaijan | Rosenblum's ..."."""
    lists = word_lists()
    wording, last = split.wording, split.last
    if not _is_name_with_verb(split) or opens_a_sentence(split.heading) or _names_an_office(split.heading):
        return None
    if wording.pairs[last.base, split.first.base] > 1 or last.base in lists["demonyms"] | lists["roles"]:
        return None
    noun = _is_bare_noun(split.heading[0]) or split.common() >= 1
    if noun and split.phrase and wording.alone[last.base] and len(split.heading) >= 3:
        return False, "a bare noun, and two names that never stand together"
    return None
