"""Articles: where they are free, and where they are part of the answer."""

from __future__ import annotations

from typing import NamedTuple

from aide_memoire.core.phrases import ENGLISH

_ARTICLES = {
    "en": "the a an",
    "de": "der die das den dem des ein eine einen einem einer",
    "es": "el la los las un una unos unas",
    "fr": "le la les l' un une des du",
    "it": "il lo la i gli le l' un uno una un'",
    "pt": "o a os as um uma uns umas",
    "ca": "el la els les l' un una",
    "nl": "de het een",
    "sv": "en ett",
    "da": "en et",
    "no": "en ei et",
    "nb": "en ei et",
    "ro": "un o",
    "hu": "a az egy",
    "el": "ο η το οι τα ένας μία ένα",
    "ar": "",
}


class Articled(NamedTuple):
    """A text cut behind its article, which is "" where it has none."""

    article: str
    rest: str


def free_articles(articles: tuple[str, ...], language: str) -> tuple[str, ...]:
    """Return the articles that make no difference: the deck's, and English ones in English.

    A deck's own articles are those of its language. Where it has none of its own, the answer is in another language.
    """
    primary = language.partition("-")[0]
    if primary == "en":
        return articles
    return () if articles == ENGLISH.articles and primary in _ARTICLES else articles


def split_article(text: str, language: str, free: tuple[str, ...]) -> Articled:
    """Cut the article off a text, where it is part of the answer."""
    known = set(_ARTICLES.get(language.partition("-")[0], "").split()) - set(free)
    plain = text.strip().replace("’", "'")
    for article in sorted(known, key=len, reverse=True):
        start = article if article.endswith("'") else f"{article} "
        if language.partition("-")[0] != "en" and plain.casefold().startswith(start) and plain[len(start) :].strip():
            return Articled(plain[: len(start)].strip().casefold(), plain[len(start) :].strip())
    return Articled("", plain)
