"""What `--json` promises: the JSON Schema of each document that a command prints.

New keys may come; none goes, or changes what it means.
"""
