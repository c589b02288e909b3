"""Benchmarks: what a learner waits for, beside the least that the parts it is made of could take."""
