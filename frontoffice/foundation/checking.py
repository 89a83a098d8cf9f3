"""What is checked each time a command starts."""

# Only what an installation's own settings can make wrong. Django would check the code too: it builds all pages and the
# whole API for that, which took 5 of a command's 7 seconds of processor; `make test` has asked that before.
INSTALLATION = ("installation",)
