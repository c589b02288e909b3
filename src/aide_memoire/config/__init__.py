"""Settings files: which settings they hold, and how one of them is written."""
