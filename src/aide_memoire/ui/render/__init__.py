"""Render values as text for the screen. Words and signs carry the information; colour only repeats it."""
