"""How Gunicorn runs the application."""

bind = "0.0.0.0:8000"
workers = 4
worker_class = "gthread"
threads = 2
timeout = 30
graceful_timeout = 30
max_requests = 1000
max_requests_jitter = 100
accesslog = "-"
errorlog = "-"
