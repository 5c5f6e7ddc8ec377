#!/bin/sh
# Encrypts a dump of the database, keeps the last fourteen, and copies the media.
set -eu
while true; do
    python manage.py dbbackup --encrypt --clean --noinput
    python manage.py mediabackup --encrypt --clean --noinput
    sleep 86400
done
