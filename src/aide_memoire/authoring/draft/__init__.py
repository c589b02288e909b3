"""From a text to notes that still have to be put into words: dates, lists, names and numbers, found by rules alone."""
