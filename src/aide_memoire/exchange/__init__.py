"""Other programs' bytes ↔ core: what a file of cards holds, and what of it could not be carried."""
