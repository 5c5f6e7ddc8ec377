//! Every class that the settings name is one that this Django has.

use crate::django::lifecycle::{GonePath, gone_path};
use crate::model::{Item, Severity, text};
use crate::project::{Project, Undecided};
use crate::rules::{ALWAYS, Rule, Verdict, attention, fail, fails, pass, passes, undecided};
use crate::source::{Place, sort_by_key};

pub(super) static RULE: Rule = Rule {
    id: "upgrade.removed-classes",
    item: Item::Readiness,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "internals/deprecation/",
    title: text(
        "Every class of Django that is named still exists",
        "Все упомянутые классы Django ещё существуют",
    ),
    why: text(
        "A class that is gone ends in ImportError: some at the start, some only at the first login or the first session.",
        "Удалённый класс — это ImportError: иногда при запуске, а иногда только при первом входе или первой сессии.",
    ),
    how: text(
        "Name the class that took its place, or drop the line where nothing did.",
        "Укажите класс, который пришёл на смену, или удалите строку, если замены нет.",
    ),
    examples: &[
        fails("PASSWORD_HASHERS = ['django.contrib.auth.hashers.UnsaltedMD5PasswordHasher']").django(5, 1),
        fails("PASSWORD_HASHERS = ['django.contrib.auth.hashers.UnsaltedMD5PasswordHasher']").django(4, 2),
        passes("PASSWORD_HASHERS = ['django.contrib.auth.hashers.UnsaltedMD5PasswordHasher']").django(4, 0),
        fails(
            "CACHES = {'default': {'BACKEND': 'django.core.cache.backends.memcached.MemcachedCache', 'LOCATION': 'cache:11211'}}",
        ),
        fails(
            "PASSWORD_HASHERS = ['django.contrib.auth.hashers.PBKDF2PasswordHasher', 'django.contrib.auth.hashers.SHA1PasswordHasher']",
        ),
        passes("PASSWORD_HASHERS = ['django.contrib.auth.hashers.PBKDF2PasswordHasher']"),
        undecided("from .other import CACHES"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let version = project.django.version;
    let named = project.django_paths();
    let mut found: Vec<(&GonePath, &str, Option<Place>)> = named
        .iter()
        // A serializer that runs what it reads is a danger under any Django, and told as one.
        .filter(|named| &*named.setting != "SESSION_SERIALIZER")
        .filter_map(|named| {
            let gone = gone_path(&named.path).filter(|gone| version >= gone.deprecated)?;
            Some((gone, &*named.setting, named.text.or(named.statement)))
        })
        .collect();
    sort_by_key(&mut found, |(gone, ..)| version < gone.removed);
    let Some((first, setting, place)) = found.first().copied() else {
        project.names_known()?;
        // Settings that are lists or names of classes.
        for name in ["PASSWORD_HASHERS", "MIDDLEWARE", "INSTALLED_APPS", "CACHES"] {
            if let Some(binding) = project.settings.binding(name)
                && let Some(hole) = binding.value.first_hole()
            {
                return Err(Undecided::hole(name, hole));
            }
        }
        return Ok(pass());
    };
    let (class, removed, instead) = (first.path, first.removed, first.replacement);
    let outcome = if version >= removed {
        match instead {
            "" => fail(text! {
                en: "{setting} names {class}, which Django {removed} removed.",
                ru: "В {setting} указан {class}, удалённый в Django {removed}.",
            }),
            _ => fail(text! {
                en: "{setting} names {class}, which Django {removed} removed; {instead} took its place.",
                ru: "В {setting} указан {class}, удалённый в Django {removed}; вместо него {instead}.",
            }),
        }
    } else {
        match instead {
            "" => attention(text! {
                en: "{setting} names {class}, which Django {removed} removes.",
                ru: "В {setting} указан {class}, а в Django {removed} он удаляется.",
            }),
            _ => attention(text! {
                en: "{setting} names {class}, which Django {removed} removes; {instead} takes its place.",
                ru: "В {setting} указан {class}, а в Django {removed} он удаляется; вместо него {instead}.",
            }),
        }
    };
    let outcome = match setting {
        "CACHES" if found.len() == 1 => outcome.raising("CACHES", "Could not find backend"),
        _ => outcome,
    };
    Ok(found.iter().skip(1).fold(outcome.at_place(place), |outcome, (.., place)| outcome.at_place(*place)))
}
