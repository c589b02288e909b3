"""Learners and their progress files: made, backed up, restored and examined."""
