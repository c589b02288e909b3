"""The command line: a file for each command. Data goes to stdout, all else to stderr."""
