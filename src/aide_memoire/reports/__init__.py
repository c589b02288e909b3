"""What a learner's progress looks like: read from the store, changing nothing."""
