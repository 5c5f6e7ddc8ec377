//! The type of primary keys is said, not left to Django's default.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{Rule, Verdict, Where, attention, between, fails, pass, passes, undecided};
use crate::source::FileKind;

pub(super) static RULE: Rule = Rule {
    id: "upgrade.auto-field",
    item: Item::Readiness,
    severity: Severity::Note,
    django: between((3, 2), (6, 0)),
    mirrors: &["models.W042"],
    docs: "ref/settings/#default-auto-field",
    title: text("DEFAULT_AUTO_FIELD is set", "DEFAULT_AUTO_FIELD задан явно"),
    why: text(
        "Django warns about each model that relies on the default (models.W042), and Django 6.0 changed it to BigAutoField, which is a migration of every such table.",
        "Django предупреждает о каждой модели без явного типа ключа (models.W042), а в 6.0 по умолчанию стал BigAutoField, то есть миграция каждой такой таблицы.",
    ),
    how: text(
        "Keep AutoField for tables that exist, take BigAutoField for a new project.",
        "Для существующих таблиц оставьте AutoField, для нового проекта возьмите BigAutoField.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['shop']").django(5, 2),
        passes("DEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'").django(5, 2),
        undecided("from .other import *").django(5, 2),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if project.settings.is_set("DEFAULT_AUTO_FIELD")? {
        let binding = project.settings.binding("DEFAULT_AUTO_FIELD");
        return Ok(
            pass().at_place(binding.and_then(|binding| binding.history.last()).map(|event| event.place))
        );
    }
    // Apps may each say it for themselves.
    if project.files(FileKind::Python).any(|(_, text)| text.contains("default_auto_field")) {
        return Ok(pass());
    }
    let version = project.django.version;
    Ok(attention(text! {
        en: "DEFAULT_AUTO_FIELD is not set: Django {version} takes AutoField, Django 6.0 takes BigAutoField.",
        ru: "DEFAULT_AUTO_FIELD не задан: в Django {version} это AutoField, а в Django 6.0 — BigAutoField.",
    })
    .fix(
        Applicability::Safe,
        Where::Setting("DEFAULT_AUTO_FIELD"),
        "DEFAULT_AUTO_FIELD = \"django.db.models.AutoField\"",
    ))
}
