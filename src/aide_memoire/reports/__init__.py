"""Reports about the progress of a learner. They only read the store."""
