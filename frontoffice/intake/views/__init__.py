"""The screens of what comes in."""
