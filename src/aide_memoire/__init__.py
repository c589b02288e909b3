"""aide-memoire teaches facts for good: decks in TOML, quiz and spaced repetition in a terminal."""

__version__ = "0.1.0"
