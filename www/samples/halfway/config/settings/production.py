"""Settings of the server."""

from .base import *  # noqa: F403
from .base import BASE_DIR, MIDDLEWARE

ALLOWED_HOSTS = ["*"]
CSRF_TRUSTED_ORIGINS = ["bookshop.example"]

MIDDLEWARE.insert(1, "whitenoise.middleware.WhiteNoiseMiddleware")
STATIC_ROOT = BASE_DIR / "staticfiles"

SECURE_SSL_REDIRECT = True
SESSION_COOKIE_SECURE = True
SECURE_HSTS_SECONDS = 3600

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": True,
    "handlers": {
        "file": {"class": "logging.FileHandler", "filename": "/var/log/bookshop.log"},
    },
    "root": {"handlers": ["file"], "level": "DEBUG"},
}
