"""Doors of the lists of cases: kept, looked through, worked on many at once; and of triggers."""

from django.urls import path

from frontoffice.cases.views import lists, many, saved_views, taking_out, trigger_forms, triggers

patterns = [
    path("lists/", saved_views.lists, name="lists"),
    path("lists/new/", saved_views.new, name="new_view"),
    path("lists/<str:name>/", lists.table, name="list"),
    path("lists/<str:reference>/change/", saved_views.change, name="change_view"),
    path("lists/<str:reference>/end/", saved_views.end, name="end_view"),
    path("lists/<str:reference>/back/", saved_views.back, name="view_back"),
    path("lists/<str:reference>/place/", saved_views.place, name="place_view"),
    path("lists/<str:name>/file/", taking_out.export, name="take_out"),
    path("many/", many.choose, name="choose_many"),
    path("many/<str:reference>/", many.many, name="many"),
    path("many/<str:reference>/progress/", many.progress, name="many_progress"),
    path("many/<str:reference>/start/", many.start, name="start_many"),
    path("many/<str:reference>/stop/", many.stop, name="stop_many"),
    path("many/<str:reference>/undo/", many.undo, name="undo_many"),
    path("triggers/", triggers.triggers, name="triggers"),
    path("triggers/new/", trigger_forms.new, name="new_trigger"),
    path("triggers/<str:reference>/", triggers.trigger, name="trigger"),
    path("triggers/<str:reference>/change/", trigger_forms.change, name="change_trigger"),
    path("triggers/<str:reference>/publish/", triggers.publish, name="publish_trigger"),
    path("triggers/<str:reference>/pause/", triggers.pause, name="pause_trigger"),
    path("triggers/<str:reference>/resume/", triggers.resume, name="resume_trigger"),
]
