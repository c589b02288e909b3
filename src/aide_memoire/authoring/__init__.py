"""Write decks: create them, open them in an external editor, and edit them in the app."""
