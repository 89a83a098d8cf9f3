"""The doors of the knowledge room."""

from django.urls import URLPattern

app_name = "knowledge"
urlpatterns: list[URLPattern] = []
