"""Values as they stand on the page: words and signs first, then colour."""
