"""Fit the weights of FSRS-6 to what a learner answered."""
