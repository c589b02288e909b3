"""Convert between TOML deck files and the core types: find, parse, check, edit and write decks."""
