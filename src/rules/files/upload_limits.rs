//! Requests have limits.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::python::Kind;
use crate::rules::rare::rarely;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "files.upload-limits",
    item: Item::StaticFiles,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#data-upload-max-memory-size",
    title: text("Requests are limited in size", "Размер запросов ограничен"),
    why: text(
        "One large request fills the memory of a process, and a few of them stop the site.",
        "Один большой запрос занимает память процесса, а несколько таких останавливают сайт.",
    ),
    how: text(
        "Keep the limit near what your forms need; large files need no larger one, as they are not kept in memory.",
        "Держите предел близко к тому, что нужно формам; для больших файлов его повышать незачем: в памяти они не хранятся.",
    ),
    examples: &[
        fails("DATA_UPLOAD_MAX_MEMORY_SIZE = None"),
        fails("FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024 * 1024"),
        passes("DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024"),
        irrelevant(""),
        undecided(
            "import os\nDATA_UPLOAD_MAX_MEMORY_SIZE = os.environ.get('DATA_UPLOAD_MAX_MEMORY_SIZE', None)",
        ),
    ],
    check: |project| rarely(project, check),
};

const MEGABYTE: i128 = 1024 * 1024;

/// Settings, and from where on they limit nothing.
const LIMITS: &[(&str, i128)] = &[
    ("DATA_UPLOAD_MAX_MEMORY_SIZE", 256 * MEGABYTE),
    ("FILE_UPLOAD_MAX_MEMORY_SIZE", 256 * MEGABYTE),
    ("DATA_UPLOAD_MAX_NUMBER_FIELDS", 1_000_000),
    ("DATA_UPLOAD_MAX_NUMBER_FILES", 1_000_000),
];

fn check(project: &Project) -> Verdict {
    let mut seen = None;
    for (name, limit) in LIMITS {
        if project.settings.binding(name).is_none() {
            continue;
        }
        let found = project.settings.value(name)?;
        let message = match found.kind {
            Kind::None => {
                text! { en: "{name} is None: nothing is limited.", ru: "{name} = None: ограничения нет." }
            }
            Kind::Int(value) if value >= *limit && *limit >= 256 * MEGABYTE => {
                let size = value / MEGABYTE;
                text! { en: "{name} is {size} MB.", ru: "{name} — {size} МБ." }
            }
            Kind::Int(value) if value >= *limit => {
                text! { en: "{name} is {value}.", ru: "{name} = {value}." }
            }
            _ => {
                seen = seen.or(found.place);
                continue;
            }
        };
        return Ok(fail(message).at(&found));
    }
    Ok(if seen.is_some() { pass().at_place(seen) } else { not_applicable() })
}
