"""HTML pages: the article in them and what the page says of it, by trafilatura."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.corpus.cleaning.lines import SENTENCE_END
from bot.corpus.formats.page_lists import listed_articles
from bot.corpus.formats.page_parts import (
    as_exact_as_stated,
    author_named,
    day_at_foot,
    day_at_head,
    is_of_last_change,
    is_readable_both_ways,
    parted,
    with_lists,
    with_what_stands_between,
    without_consent,
    without_line_breaks,
    without_other_articles,
    without_others,
    without_tooltips,
    without_unseen,
)
from bot.corpus.formats.page_tables import with_tables_as_lines
from bot.corpus.origin.outlet_names import headline_of, outlet_named
from bot.corpus.origin.outlets import outlet_key
from bot.errors import UnreadableDocument
from bot.languages.saying import in_figures, say
from bot.words.documents import GivenFacts

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

_TAG = re.compile(r"<[a-zA-Z!/]")
_DECLARATION = re.compile(r"<\?xml[^>]{0,200}\?>")
"""Names the encoding the bytes had; a parser refuses it in front of decoded text."""
_PAGE = re.compile(r"<(?:html|body)[\s>]", re.IGNORECASE)
_AROUND = ["//nav", "//footer", "//aside", "//*[@role='navigation']"]
"""What a page itself says stands around its article."""
_MOST_MARKUP = 3_000_000
"""Characters of a page parsed: each takes up to a hundred bytes."""
_UNREAD = re.compile(
    r"<!--.{0,2000000}?-->|<style\b[^>]{0,1000}>.{0,4000000}?</style\s{0,9}>"
    r"|<script\b(?![^>]{0,1000}ld\+json)[^>]{0,1000}>.{0,4000000}?</script\s{0,9}>"
    r"|(?<=[\"'(])data:[a-z]+/[\w.+-]{1,60};base64,[A-Za-z0-9+/=\s]+",
    re.DOTALL | re.IGNORECASE,
)
"""Comments, styles, programs and pictures written out."""
_PARTED_TITLE = re.compile(r"(?P<title>.+\S)\s+[|–—»-]\s+(?P<site>[^|]{2,60})")
_TAIL = re.compile(r"\s+[|–—»*-]\s+\S")
_SPACES = re.compile(r"[ \t]{2,}")
_LETTERS = re.compile(r"[\W_]+")
_WORDS = re.compile(r"[^\W\d_]{4,}")
_DAY = r"((?:19|20)\d\d-\d\d-\d\d)"
_CHANGED = re.compile(
    rf"\"dateModified\"\s{{0,4}}:\s{{0,4}}\"{_DAY}"
    rf"|<meta\b[^<>]{{0,200}}\b(?:article:modified_time|og:updated_time|dateModified)\b"
    rf"[^<>]{{0,100}}\bcontent=[\"']{_DAY}",
    re.IGNORECASE,
)
"""As search engines are told it."""
_DATES = {"original_date": True, "extensive_search": False}
_FEWEST_LINKS = 3
_SHORTEST_SENTENCE = 7
"""Words."""
_FEWEST_TITLES = 3
_LARGEST_SHARE = 0.5
"""Of all words of a page, above the first of its titles that are links; where there are more, they are one
article.
"""


def web_page(markup: str, file: str) -> tuple[str, GivenFacts, str | None]:
    """Extract the article of a page.

    Args:
        markup: the page as HTML.
        file: the name used in the error.

    Returns:
        The article's text (its paragraphs and headings as blocks with an empty line between) and the title,
        outlet, author, date, address and language the page states; and a sentence that says which part of a
        very long page was read, None for all of it. A page of several articles whose titles are links comes
        without a title of its own.

    Raises:
        UnreadableDocument: no article text can be found in it, or nothing but links.
        MemoryError: there is not enough for it.
    """
    if not _TAG.search(markup):
        raise UnreadableDocument(say("{file}: this is not an HTML page.", file=file))
    markup = _DECLARATION.sub("", markup, count=1)
    if not _PAGE.search(markup):
        markup = f"<html><body><div>{markup}</div></body></html>"
    markup, part = _bounded(markup, file)
    tree, found, dated = _extracted(markup, file)
    text = getattr(found, "text", None) if found is not None else None
    blocks = [_SPACES.sub(" ", line.strip()) for line in (text or "").split("\n") if line.strip()]
    if not blocks:
        raise UnreadableDocument(say("{file}: no article text was found in the page.", file=file))
    if tree is not None and _only_links(blocks, _said(tree, "a")):
        raise UnreadableDocument(say("{file}: no article text was found in the page, only links.", file=file))
    several = False
    if tree is not None:
        blocks, several = _parts_of(blocks, tree)
    # What a page of several articles states of itself holds for none of them.
    page_title = _clean(tree.findtext(".//head/title")) if tree is not None else None
    stated = _clean(getattr(found, "title", None))
    site = _outlet(_site_name(tree), _clean(getattr(found, "sitename", None)))
    address = _own_address(_clean(getattr(found, "url", None)), _fetched_from(file))
    if site and stated and site.casefold() == stated.casefold():
        # The page gives its headline where the name of the site belongs.
        site = urlsplit(address or "").netloc.removeprefix("www.") or None
    outlet = _with_capital(outlet_named(site, address or _fetched_from(file), page_title))
    title = None if several else _headline(stated, outlet, page_title, tree)
    if title and blocks[0] != title:
        blocks.insert(0, title)
    author = None if several else _clean(getattr(found, "author", None))
    published = _clean(getattr(dated, "date", None))
    if published is not None and is_readable_both_ways(published, markup):
        published = None
    if published is not None:
        published = as_exact_as_stated(published, markup)
    changed = _last_change(markup)
    if tree is not None:
        author = author_named(tree, author, outlet)
        if published is not None and is_of_last_change(published, tree, markup):
            published, changed = None, changed or published
        published = published or day_at_head(tree, blocks) or day_at_foot(tree, blocks)
    given = GivenFacts(
        title=title,
        outlet=outlet,
        author=author,
        published=None if several else published,
        changed=None if several else changed,
        url=address,
        language=_clean(getattr(found, "language", None)) or _stated_language(markup),
    )
    return "\n\n".join(blocks), given, part


def _extracted(markup: str, file: str) -> tuple[HtmlElement | None, object, object]:
    """Return the page as a tree, the article found in it, and what its other parts say of its date."""
    # Imported here: trafilatura and lxml cost tens of megabytes, and only reading HTML needs them.
    import trafilatura
    from trafilatura.settings import DEFAULT_CONFIG
    from trafilatura.utils import load_html

    try:
        tree = load_html(markup)
        if tree is not None:
            without_unseen(tree)
            without_consent(tree)
            without_other_articles(tree)
            without_tooltips(tree)
            with_tables_as_lines(tree)
            without_line_breaks(tree)
        found = trafilatura.bare_extraction(
            markup if tree is None else tree,
            include_comments=False,
            include_tables=False,
            favor_precision=False,
            with_metadata=True,
            prune_xpath=_AROUND,
            date_extraction_params=_DATES,
            config=DEFAULT_CONFIG,
        )
        dated = (
            trafilatura.extract_metadata(without_others(tree), date_config=_DATES)
            if tree is not None
            else found
        )
    except MemoryError:
        raise
    except Exception as error:  # a hostile page may break the parser in any way; it is one failed input
        raise UnreadableDocument(
            say("{file}: the page is broken ({reason}).", file=file, reason=type(error).__name__)
        ) from error
    return tree, found, dated


def _bounded(markup: str, file: str) -> tuple[str, str | None]:
    """Return a page without what nobody reads in it where it is long, and then no more than can be parsed."""
    if len(markup) <= _MOST_MARKUP:
        return markup, None
    bare = _UNREAD.sub("", markup)
    if len(bare) <= _MOST_MARKUP:
        return bare, None
    return bare[:_MOST_MARKUP], say(
        "{file}: only the first {read} of {all} characters of the page and its marks are read.",
        file=file,
        read=in_figures(_MOST_MARKUP),
        all=in_figures(len(bare)),
    )


def _own_address(stated: str | None, fetched: str | None) -> str | None:
    """Return the address a page states, where it is one of the site it was fetched from.

    A page may state another's: whoever tells it would then be taken for them.
    """
    if stated is None or fetched is None:
        return stated
    here, there = ((urlsplit(one).hostname or "").removeprefix("www.") for one in (fetched, stated))
    same = here == there or here.endswith(f".{there}") or there.endswith(f".{here}")
    return stated if there and same and "@" not in urlsplit(stated).netloc else None


def _fetched_from(file: str) -> str | None:
    """The address of a page that was fetched: that is what it is called."""
    return file if file.startswith(("http://", "https://")) else None


def _last_change(markup: str) -> str | None:
    """The day on which the page says it was last changed."""
    found = _CHANGED.search(markup)
    return next(filter(None, found.groups()), None) if found else None


def _site_name(tree: HtmlElement | None) -> str | None:
    """The name of the site as the page gives it to those who link to it; a publisher may be a company's."""
    if tree is None:
        return None
    for element in tree.iter("meta"):
        if (element.get("property") or element.get("name") or "").lower() == "og:site_name":
            return _clean(element.get("content"))
    return None


def _outlet(site_name: str | None, found: str | None) -> str | None:
    """The site's own name, unless that is an address and another name is known."""
    names = [name for name in (site_name, found) if name]
    return next(iter((*(name for name in names if not _is_address(name)), *names)), None)


def _with_capital(outlet: str | None) -> str | None:
    return outlet[0].upper() + outlet[1:] if outlet and not _is_address(outlet) else outlet


def _is_address(name: str) -> bool:
    return "." in name and " " not in name


def _headline(
    title: str | None, outlet: str | None, page_title: str | None, tree: HtmlElement | None
) -> str | None:
    """The title without the site's name behind it; the article's heading where the title is that name."""
    parted = _PARTED_TITLE.fullmatch(title) if title and outlet else None
    if parted and outlet and outlet_key(parted["site"]) == outlet_key(outlet):
        return _without_section(parted["title"], tree) if tree is not None else parted["title"]
    if title is None or tree is None:
        return title
    inside = {words for element in tree.iter("article", "main") for words in _said(element, "h1") if words}
    outside = {outlet_key(words) for words in _said(tree, "h1") if words and words not in inside}
    named = outside | ({outlet_key(outlet)} if outlet else set())
    if len(inside) == 1 and outlet_key(title) in named:
        return inside.pop()
    return _as_marked(_without_section(_not_of_the_site(title, page_title, tree), tree), page_title)


def _without_section(title: str, tree: HtmlElement) -> str:
    """The page's one heading where the title is that between the names of a series and of a part of the
    site.
    """
    headings = {words for words in _said(tree, "h1") if len(words.split()) >= _FEWEST_TITLES}
    heading = headings.pop() if len(headings) == 1 else ""
    return heading if heading and heading in title and _TAIL.search(title) else title


def _as_marked(title: str, page_title: str | None) -> str:
    """The title with its quotation marks, where only the page's own has them."""
    headline = headline_of(page_title) if page_title else title
    return headline if _LETTERS.sub("", headline) == _LETTERS.sub("", title) else title


def _not_of_the_site(title: str, page_title: str | None, tree: HtmlElement) -> str:
    """The headline where the title is it with something of the site behind, or is a heading of the site."""
    headings = [words for words in _said(tree, "h1") if len(words.split()) >= _FEWEST_TITLES]
    for heading in headings:
        if title.startswith(heading) and _TAIL.match(title, len(heading)):
            return heading
    if page_title is None or any("title" in (meta.get("property") or "") for meta in tree.iter("meta")):
        return title
    if title in headings and title in page_title:
        return title  # "Ministry of Roads - News - Minister Opens Bridge", and a heading that says the same
    headline = headline_of(page_title)
    if set(_WORDS.findall(title.casefold())) & set(_WORDS.findall(headline.casefold())):
        return title
    return headline if len(headline.split()) >= _FEWEST_TITLES else title


def _said(tree: HtmlElement, *tags: str) -> list[str]:
    """The words of all elements of these kinds, in the order of the page."""
    return [" ".join(element.text_content().split()) for element in tree.iter(*tags)]


def _only_links(blocks: Sequence[str], links: Iterable[str]) -> bool:
    """Whether what was found is a page's menu: all of it links, or nothing in it a sentence."""
    linked = set(links)
    words = [" ".join(block.lstrip("-–•* ").split()) for block in blocks]
    free = [block for block in words if block not in linked]
    if not free:
        return len(words) >= _FEWEST_LINKS or not any(map(_is_sentence, words))
    return len(free) < len(words) and not any(map(_is_sentence, free)) and not any(map(_is_sentence, words))


def _is_sentence(block: str) -> bool:
    return SENTENCE_END.search(block[-12:]) is not None or len(block.split()) >= _SHORTEST_SENTENCE


def _parts_of(blocks: Sequence[str], tree: HtmlElement) -> tuple[list[str], bool]:
    """Return the blocks with what was lost of them in the page, and whether they are several articles."""
    if listed := listed_articles(tree):
        return [block for article in listed for block in article], True
    return _with_titles(with_what_stands_between(with_lists(parted(blocks, tree), tree), tree), tree)


def _with_titles(blocks: Sequence[str], tree: HtmlElement) -> tuple[list[str], bool]:
    """Put back headings that were taken for links: each with a link in it, right above a paragraph that was
    found.

    Returns:
        The blocks, and whether they are several articles with these titles. What stands below one article
        leads to others: its headings are left out.
    """
    kept = set(blocks)
    above: dict[str, str] = {}
    heading: str | None = None
    for element in tree.iter("h1", "h2", "h3", "h4", "p"):
        words = " ".join(element.text_content().split())
        if element.tag != "p":
            linked = next(element.iter("a"), None) is not None or element.getparent().tag == "a"
            heading = words if linked and len(words.split()) >= _FEWEST_TITLES else None
        elif words and heading is not None:
            if words in kept and heading not in kept:
                above.setdefault(words, heading)
            heading = None
    lengths = [len(block.split()) for block in blocks]
    before = next((place for place, block in enumerate(blocks) if block in above), 0)
    if len(above) < _FEWEST_TITLES or sum(lengths[:before]) > _LARGEST_SHARE * sum(lengths):
        return list(blocks), False
    whole: list[str] = []
    for block in blocks:
        if block in above:
            whole.append(above.pop(block))
        whole.append(block)
    return whole, len(whole) - len(blocks) >= _FEWEST_TITLES


def _clean(value: object) -> str | None:
    return (" ".join(value.split()) or None) if isinstance(value, str) else None


def _stated_language(markup: str) -> str | None:
    found = re.search(r"<html[^>]{0,400}?\blang=[\"']?([a-zA-Z]{2})", markup[:4000])
    return found[1].lower() if found else None
