"""Imports and exports as whole workflows, for the command line and the app alike."""
