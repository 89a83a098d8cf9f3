"""The screen kit: components, layouts, styles and script that every room's screens are made of.

Components live in templates/cotton and declare what they take; layouts are ui/public.html, ui/desk.html and
ui/plain.html. README.md beside this file shows how to call each.
"""
