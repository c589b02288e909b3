"""Write a page for a browser that stands alone: its style and its script are in it, and it loads nothing."""

from __future__ import annotations

import base64
import hashlib
from html import escape


def web_page(title: str, style: str, body: str, *, script: str = "", language: str = "en") -> str:
    """Return a whole page. `body` is HTML; every text in it has passed `text_as_html`.

    The policy lets the browser run this very script and no other, and load nothing from anywhere.
    """
    allowed = f"script-src '{_hash(script)}'; " if script else ""
    policy = f"default-src 'none'; {allowed}style-src '{_hash(style)}'; base-uri 'none'; form-action 'none'"
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n{body}\n"
        f"{f'<script>{script}</script>' if script else ''}</body>\n</html>\n"
    )


def text_as_html(text: str) -> str:
    """Return a text with its line breaks as HTML, in which nothing of it acts."""
    return escape(text).replace("\n", "<br>")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
