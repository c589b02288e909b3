"""What the program knows about facts, questions and memory: no disk, no clock, no screen, no randomness."""
