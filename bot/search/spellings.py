"""The words of the corpus as they are written, each with the search term it mostly became."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


class Spellings:
    """Counts in how many articles a word became a term: "us" is a pronoun here and the country there."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], int] = {}

    def count(self, pairs: Iterable[tuple[str, str]], number: int) -> None:
        """Count words with the terms they became; a negative number takes them out again."""
        for pair in pairs:
            counted = self._counts.get(pair, 0) + number
            if counted:
                self._counts[pair] = counted
            else:
                self._counts.pop(pair, None)

    def words(self) -> Mapping[str, str]:
        """Return each word with the term it became in most articles, of equals the first by its letters."""
        best: dict[str, tuple[int, str]] = {}
        for (word, term), number in self._counts.items():
            if word not in best or (-number, term) < best[word]:
                best[word] = (-number, term)
        return {word: term for word, (_, term) in best.items()}
