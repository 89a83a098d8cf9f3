"""The doors of the customers room."""

from django.urls import URLPattern

app_name = "customers"
urlpatterns: list[URLPattern] = []
