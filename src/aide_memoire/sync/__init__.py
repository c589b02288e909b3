"""One learner's log on several devices: joining them, and carrying events between them over a folder or a server."""
