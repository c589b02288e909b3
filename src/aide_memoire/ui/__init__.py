"""The app, in Textual. It reads and changes data through the packages below it, and never calls the store."""
