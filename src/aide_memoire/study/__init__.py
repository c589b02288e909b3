"""Study sessions, quizzes, and the actions that change a learner's progress."""
