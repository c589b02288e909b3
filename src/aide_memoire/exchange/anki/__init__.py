"""Read and write Anki packages with their reviews, and read its text exports."""
