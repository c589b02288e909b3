"""The app, in Textual. Screens use `study`, `reports` and `transfer`, never the store."""
