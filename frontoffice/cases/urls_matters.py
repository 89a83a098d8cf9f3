"""Doors of tasks, ties between cases, problems, watching, documents and batches."""

from django.urls import path

from frontoffice.cases.views import checklists, tasks

CASE = "cases/<str:reference>/"
patterns = [
    path(f"{CASE}tasks/add/", tasks.add, name="add_task"),
    path(f"{CASE}tasks/<str:task>/done/", tasks.finish, name="finish_task"),
    path(f"{CASE}tasks/<str:task>/back/", tasks.reopen, name="reopen_task"),
    path(f"{CASE}tasks/<str:task>/drop/", tasks.drop, name="drop_task"),
    path(f"{CASE}tasks/<str:task>/give/", tasks.give, name="give_task"),
    path(f"{CASE}checklist/", tasks.use_checklist, name="use_checklist"),
    path("checklists/", checklists.checklists, name="checklists"),
    path("checklists/<str:reference>/", checklists.checklist, name="checklist"),
    path("checklists/<str:reference>/end/", checklists.end, name="end_checklist"),
    path("checklists/steps/<str:reference>/end/", checklists.end_step, name="end_step"),
]
