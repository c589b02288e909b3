"""The app, in Textual. Screens ask `Study` and `progress`, never the store."""
