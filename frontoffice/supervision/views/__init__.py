"""The screens of supervision."""
