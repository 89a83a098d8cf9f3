"""The doors of the portal room."""

from django.urls import URLPattern

app_name = "portal"
urlpatterns: list[URLPattern] = []
