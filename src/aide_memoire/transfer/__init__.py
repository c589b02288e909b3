"""Import and export workflows, shared by the command line and the app."""
