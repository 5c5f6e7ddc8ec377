"""Routes of the project."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("staff/", admin.site.urls),
    path("health/", include("health_check.urls")),
    path("", include("django_prometheus.urls")),
    path("", include("orders.urls")),
]
