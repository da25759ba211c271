"""Russian verbs of speech that tell of no speech: what is wanted, supposed, laid to somebody, or to come.

«Она хочет, чтобы он признал: …», «якобы заявил», «обвинили в том, что он сказал», «собирается заявить»: the
words stand beside a name, and nothing says that they were spoken.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.speech.russian.reading import NarratorWord
from bot.text.morphology import finite_verb, first_form, forms, lemma_of
from bot.text.russian_cues import russian_cues, saying_verb

_CLAUSE = 12  # words before a verb among which its clause is opened


def is_unsaid(words: Sequence[NarratorWord], verb: int) -> bool:
    """Say whether nothing tells that what the verb of speech at an index leads to was said."""
    cues = russian_cues()
    form = finite_verb(words[verb].key)
    if form is not None and form.future:
        return True
    following = words[verb + 1].key if verb + 1 < len(words) else ""
    if following in cues.unreal and not words[verb + 1].broken:
        return True
    opened = False
    for place in range(verb - 1, max(-1, verb - 1 - _CLAUSE), -1):
        key = words[place].key
        if key in cues.unreal or (key in cues.supposing and not opened):
            return not opened or key in cues.supposing
        opened = opened or key == "что"
        if opened and lemma_of(key) in cues.rumours:
            return True
        before = finite_verb(key) if words[place].named is None else None
        if before is not None:
            return opened and before.lemma in cues.laying
    return False


def leads_to_unsaid(words: Sequence[NarratorWord], verb: int, end: int) -> bool:
    """Say whether an infinitive of speech stands between a verb and an index: "попросила его сказать"."""
    cues = russian_cues()
    said = any(
        form.part == "INFN" and form.lemma in cues.say
        for word in words[verb + 1 : end]
        if word.named is None
        for form in forms(word.key)[:1]
    )
    form = finite_verb(words[verb].key)
    return said and (form is None or form.lemma not in cues.managing)


def is_of_others_words(words: Sequence[NarratorWord], verb: int, end: int) -> bool:
    """Say whether words up to an index lead from a verb of speech to what others said.

    As in "отвечая на вопрос о том, что «…»", "комментируя слова коллеги, что «…»": the words that follow are
    those of the question and the colleague's. What somebody answers a question stands behind "что" alone.
    """
    cues = russian_cues()
    verb_said = saying_verb(words[verb].key)
    if verb_said not in cues.responding:
        return False
    between = words[verb + 1 : end]
    noun = next((at for at, word in enumerate(between) if lemma_of(word.key) in cues.responded), None)
    if noun is None:
        return False
    about = any(word.key in ("о", "об", "про") and not word.broken for word in between[noun + 1 :])
    return about or verb_said not in cues.answering


def is_described(words: Sequence[NarratorWord], verb: int, end: int) -> bool:
    """Say whether a participle between a verb of speech and an index opens a clause of its own.

    As in "пояснил свою мысль, высказанную в «тяжёлые дни»": not what he says. Behind "что" all is.
    """
    between = words[verb + 1 : end]
    return any(
        word.broken == "," and word.named is None and first_form(word.key, "PRTF") is not None
        for word in between
    ) and not any(word.broken and word.key in russian_cues().subordinators for word in between)
