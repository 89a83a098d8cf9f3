"""The doors of the representative's room: its drafts, its switch, its figures."""

from django.urls import path

from frontoffice.representative.views import deciding, drafts, figures, referred, switching

app_name = "representative"
urlpatterns = [
    path("", drafts.front, name="drafts"),
    path("referred/", referred.referred, name="referred"),
    path("figures/", figures.figures, name="figures"),
    path("posts/<str:reference>/switch/", switching.switch, name="switch"),
    path("<str:reference>/", drafts.draft, name="draft"),
    path("<str:reference>/release/", deciding.release, name="release"),
    path("<str:reference>/edit/", deciding.edit, name="edit"),
    path("<str:reference>/reject/", deciding.reject, name="reject"),
]
