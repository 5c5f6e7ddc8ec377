//! django-prometheus can be installed beside this Django.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, since};

pub(super) static RULE: Rule = Rule {
    id: "metrics.prometheus-version",
    item: Item::Metrics,
    severity: Severity::Error,
    django: since(6, 1),
    mirrors: &[],
    docs: "https://github.com/django-commons/django-prometheus",
    title: text("django-prometheus fits this Django", "django-prometheus подходит к этой версии Django"),
    why: text(
        "django-prometheus up to 2.5.0 asks for a Django below 6.1, so pip refuses to install the two together.",
        "django-prometheus до 2.5.0 включительно требует Django ниже 6.1, и вместе pip их не установит.",
    ),
    how: text(
        "Stay on Django 6.0 for now, or take a version of django-prometheus that allows 6.1.",
        "Останьтесь пока на Django 6.0 или возьмите версию django-prometheus, которая допускает 6.1.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['django_prometheus']")
            .with(&[("requirements.txt", "Django==6.1.3\ndjango-prometheus==2.5.0\n")])
            .django(6, 1),
        passes("INSTALLED_APPS = ['django_prometheus']")
            .with(&[("requirements.txt", "Django==6.1.3\ndjango-prometheus==2.6.0\n")])
            .django(6, 1),
        irrelevant("INSTALLED_APPS = []").with(&[("requirements.txt", "Django==6.1.3\n")]).django(6, 1),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let Some((version, line)) = project.requirements.pinned("django-prometheus") else {
        return Ok(not_applicable());
    };
    if project.is_below("django-prometheus", "2.5.1") {
        let django = project.django.version;
        return Ok(fail(text! {
            en: "django-prometheus {version} cannot be installed with Django {django}.",
            ru: "django-prometheus {version} не устанавливается вместе с Django {django}.",
        })
        .at_place(Some(line.place)));
    }
    Ok(pass().at_place(Some(line.place)))
}
