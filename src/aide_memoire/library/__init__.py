"""The deck index: read changed deck files into it, and load notes and questions from it."""
