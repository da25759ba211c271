"""Which language a text is in, told by its script and its commonest words."""

from __future__ import annotations

import re
from collections import Counter

_SAMPLE = 20_000
_WORD = re.compile(r"[^\W\d_]+")

_COMMONEST = {
    "en": "the of and to in that is was for with on as by at from has have said his their which were be not",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch an werden",
    "fr": "le la les de des et à en un une du dans que qui est pour par sur au pas plus ce avec sont ne",
    "es": "el la los de y en que las del un una por con no para es al se lo como más su sus fue ha",
    "it": "il di che la e per un in del della non una sono con le da al si dei gli nel alla è ha",
    "pt": "o a de que e do da em um para com não uma os no se na por mais as dos como foi ao ele",
    "tr": "ve bir bu da de için ile olarak olan çok daha gibi sonra kadar ise ancak oldu tarafından dedi en",
    "pl": "i w na z do się nie że to jest o jak po od przez za co dla są był tym oraz które",
    "uz": "va bilan uchun bu bir ham da ning ga dan qilish bo'yicha esa o'z edi haqida kerak",
}
_COMMONEST_WORDS = {language: frozenset(words.split()) for language, words in _COMMONEST.items()}


def language_of(text: str, stated: str | None = None) -> str:
    """Tell the language of a text as a two-letter code.

    Args:
        text: the text; its first twenty thousand characters are looked at.
        stated: what the page or file says of itself ("en-US"), believed for scripts that many languages
            share.

    Returns:
        "en" when nothing tells otherwise.
    """
    sample = text[:_SAMPLE].lower()
    letters = Counter(character for character in sample if character.isalpha())
    total = sum(letters.values())
    cyrillic = sum(count for letter, count in letters.items() if "\u0400" <= letter <= "\u04ff")
    if total and cyrillic * 2 > total:
        return _cyrillic_language(letters, cyrillic)
    code = (stated or "").strip().lower()[:2]
    if len(code) == 2 and code.isalpha() and code not in {"ru", "kk", "uk", "ky"}:
        return code
    words = Counter(_WORD.findall(sample))
    scores = {
        language: sum(words[word] for word in commonest) for language, commonest in _COMMONEST_WORDS.items()
    }
    best = max(scores, key=lambda language: (scores[language], language == "en"))
    return best if scores[best] > 0 else "en"


def _cyrillic_language(letters: Counter[str], cyrillic: int) -> str:
    """Tell Cyrillic languages by letters the others lack."""

    def share(own: str) -> float:
        return sum(letters[letter] for letter in own) / cyrillic

    if share("әғқұһ") > 0.01:
        return "kk"
    if share("їєґ") > 0.003:
        return "uk"
    if share("өүң") > 0.01:
        return "ky"
    if share("ўҳ") > 0.003:
        return "uz"
    if share("јљњћђ") > 0.003:
        return "sr"
    if share("ӣӯҷ") > 0.002:
        return "tg"
    if share("ыэ") < 0.002 and share("ъщ") > 0.01:
        return "bg"
    return "ru"
