"""The public's front door: ask, read the answer with its source, ask a representative, follow the case."""
