"""Doors of tasks, ties between cases, problems, watching, documents and batches."""

from django.urls import path

from frontoffice.cases.views import answers_to_all, checklists, problems, tasks, ties, watching

CASE = "cases/<str:reference>/"
patterns = [
    path(f"{CASE}tasks/add/", tasks.add, name="add_task"),
    path(f"{CASE}tasks/<str:task>/done/", tasks.finish, name="finish_task"),
    path(f"{CASE}tasks/<str:task>/back/", tasks.reopen, name="reopen_task"),
    path(f"{CASE}tasks/<str:task>/drop/", tasks.drop, name="drop_task"),
    path(f"{CASE}tasks/<str:task>/give/", tasks.give, name="give_task"),
    path(f"{CASE}checklist/", tasks.use_checklist, name="use_checklist"),
    path(f"{CASE}link/", ties.link, name="link_case"),
    path(f"{CASE}unlink/", ties.unlink, name="unlink"),
    path(f"{CASE}merge/", ties.merge, name="merge"),
    path(f"{CASE}merge/<str:merge>/undo/", ties.undo_merge, name="undo_merge"),
    path(f"{CASE}split/", ties.split, name="split"),
    path(f"{CASE}problem/", problems.on_problem, name="on_problem"),
    path("problems/", problems.problems, name="problems"),
    path("problems/<str:reference>/", problems.problem, name="problem"),
    path("problems/<str:reference>/attach/", problems.attach, name="attach_to_problem"),
    path("problems/<str:reference>/detach/", problems.detach, name="detach_from_problem"),
    path("problems/<str:reference>/cause/", problems.cause, name="find_cause"),
    path("problems/<str:reference>/close/", problems.close, name="close_problem"),
    path("problems/<str:reference>/reopen/", problems.reopen, name="reopen_problem"),
    path("problems/<str:reference>/answer/", answers_to_all.answer, name="answer_problem"),
    path("problems/<str:reference>/progress/", answers_to_all.progress, name="answer_progress"),
    path(f"{CASE}watch/", watching.watch, name="watch"),
    path("watching/", watching.watched, name="watching"),
    path("watching/<str:reference>/stop/", watching.stop, name="stop_watching"),
    path("checklists/", checklists.checklists, name="checklists"),
    path("checklists/<str:reference>/", checklists.checklist, name="checklist"),
    path("checklists/<str:reference>/end/", checklists.end, name="end_checklist"),
    path("checklists/steps/<str:reference>/end/", checklists.end_step, name="end_step"),
]
