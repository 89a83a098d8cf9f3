"""`python -m frontoffice` is the command `frontoffice`."""

from frontoffice.command_line import main

main()
