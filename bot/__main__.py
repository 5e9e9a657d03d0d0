"""`python -m bot` is the command `cordee`."""

from bot.cli import main

main()
