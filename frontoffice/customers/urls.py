"""The doors of the customers room."""

from django.urls import path

from frontoffice.customers.views import listing, one

app_name = "customers"
urlpatterns = [
    path("", listing.every, name="customers"),
    path("new/", one.new, name="new"),
    path("<str:reference>/", one.customer, name="customer"),
    path("<str:reference>/add/", one.add_point, name="add_point"),
    path("<str:reference>/end/", one.end_point, name="end_point"),
]
