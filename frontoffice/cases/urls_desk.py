"""Doors of what is kept for writing and working fast: text modules and macros."""

from django.urls import path

from frontoffice.cases.views import keeping_macros, keeping_texts, macros, offering

CASE = "cases/<str:reference>/"
patterns = [
    path("modules/", keeping_texts.modules, name="modules"),
    path("modules/new/", keeping_texts.new, name="new_module"),
    path("modules/<str:reference>/", keeping_texts.module, name="module"),
    path("modules/<str:reference>/retire/", keeping_texts.retire, name="retire_module"),
    path("macros/", keeping_macros.macros, name="macros"),
    path("macros/new/", keeping_macros.new, name="new_macro"),
    path("macros/<str:reference>/", keeping_macros.macro, name="macro"),
    path("macros/<str:reference>/retire/", keeping_macros.retire, name="retire_macro"),
    path(f"{CASE}macros/", macros.choose, name="choose_macro"),
    path(f"{CASE}macros/run/", macros.run, name="run_macro"),
    path(f"{CASE}modules/", offering.choose, name="choose_module"),
    path(f"{CASE}modules/offered/", offering.modules, name="offer_modules"),
    path(f"{CASE}passages/offered/", offering.passages, name="offer_passages"),
]
