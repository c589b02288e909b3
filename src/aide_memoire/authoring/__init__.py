"""Writing decks: new ones, the author's own editor, and the editor in the app."""
