"""Signing in, staying signed in, and showing again that it is you."""
