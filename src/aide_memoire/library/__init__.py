"""The index of decks: what changed on disk is read anew, and rows become notes and questions again."""
