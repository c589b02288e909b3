"""TOML ↔ core: where decks lie, what they hold, and what is wrong with them."""
