"""One learner at work: sessions, quizzes, and every action that the log keeps."""
