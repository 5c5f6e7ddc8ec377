//! Three example projects, in the program itself so that no request is needed.

use super::state::Given;
use crate::model::{Text, text};

/// A project to try the page on.
pub struct Sample {
    pub slug: &'static str,
    pub title: Text,
    pub about: Text,
    files: &'static [(&'static str, &'static str)],
}

impl Sample {
    /// Its files, as if they had been dropped.
    #[must_use]
    pub fn given(&self) -> Vec<Given> {
        self.files
            .iter()
            .map(|(path, text)| Given { path: (*path).to_owned(), text: (*text).to_owned() })
            .collect()
    }
}

/// The path in the project and the text of a file under `www/samples`.
macro_rules! file {
    ($sample:literal, $path:literal) => {
        ($path, include_str!(concat!("../../www/samples/", $sample, "/", $path)))
    };
}

/// From untouched to ready.
pub static SAMPLES: [Sample; 3] = [
    Sample {
        slug: "fresh",
        title: text("Fresh project", "Новый проект"),
        about: text(
            "What django-admin startproject writes, untouched.",
            "То, что создаёт django-admin startproject, без правок.",
        ),
        files: &[
            file!("fresh", "manage.py"),
            file!("fresh", "mysite/settings.py"),
            file!("fresh", "mysite/urls.py"),
            file!("fresh", "mysite/wsgi.py"),
            file!("fresh", "requirements.txt"),
        ],
    },
    Sample {
        slug: "halfway",
        title: text("Half-way", "На полпути"),
        about: text(
            "Settings split into base and production, with the mistakes people make.",
            "Настройки разделены на base и production, с типичными ошибками.",
        ),
        files: &[
            file!("halfway", "manage.py"),
            file!("halfway", "config/settings/__init__.py"),
            file!("halfway", "config/settings/base.py"),
            file!("halfway", "config/settings/local.py"),
            file!("halfway", "config/settings/production.py"),
            file!("halfway", "config/wsgi.py"),
            file!("halfway", "requirements.txt"),
            file!("halfway", "Dockerfile"),
            file!("halfway", ".gitignore"),
        ],
    },
    Sample {
        slug: "ready",
        title: text("Ready to go", "Готов к релизу"),
        about: text(
            "Everything that files can show is in order; the rest only a person can confirm.",
            "Всё, что видно по файлам, в порядке; остальное подтвердит только человек.",
        ),
        files: &[
            file!("ready", "manage.py"),
            file!("ready", "config/settings/__init__.py"),
            file!("ready", "config/settings/base.py"),
            file!("ready", "config/settings/local.py"),
            file!("ready", "config/settings/production.py"),
            file!("ready", "config/urls.py"),
            file!("ready", "config/wsgi.py"),
            file!("ready", "nginx.conf"),
            file!("ready", "requirements.txt"),
            file!("ready", "gunicorn.conf.py"),
            file!("ready", "Dockerfile"),
            file!("ready", "compose.yml"),
            file!("ready", ".github/workflows/release.yml"),
            file!("ready", "scripts/backup.sh"),
            file!("ready", ".gitignore"),
            file!("ready", ".dockerignore"),
        ],
    },
];
