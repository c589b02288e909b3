"""Import cards from the files of other programs, and export decks and progress to them."""
