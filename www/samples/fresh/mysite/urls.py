"""
URL configuration for mysite project.

The `urlpatterns` list routes URLs to views.
"""
from django.contrib import admin
from django.urls import path

urlpatterns = [
    path('admin/', admin.site.urls),
]
