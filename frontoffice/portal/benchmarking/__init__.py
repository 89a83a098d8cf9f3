"""Measuring the answers: other people's questions, asked as a visitor asks, scored against the passages that answer."""
