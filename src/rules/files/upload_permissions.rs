//! Uploaded files cannot be changed by every user of the machine.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::python::Kind;
use crate::rules::worst::worst;
use crate::rules::{ALWAYS, Rule, Verdict, Where, fail, fails, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "files.upload-permissions",
    item: Item::StaticFiles,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#file-upload-permissions",
    title: text("Uploads get no more permissions than they need", "У загруженных файлов нет лишних прав"),
    why: text(
        "Files that everybody may write can be replaced by any process on the machine, and a decimal number in place of an octal one gives permissions that nobody meant.",
        "Файлы с записью для всех может подменить любой процесс на машине, а десятичное число вместо восьмеричного даёт права, которых никто не хотел.",
    ),
    how: text("Write 0o644 for files and 0o755 for folders.", "Укажите 0o644 для файлов и 0o755 для папок."),
    examples: &[
        fails("FILE_UPLOAD_PERMISSIONS = 0o777"),
        fails("FILE_UPLOAD_PERMISSIONS = 644"),
        fails("FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o777"),
        passes("FILE_UPLOAD_PERMISSIONS = 0o640\nFILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750"),
        undecided("import os\nFILE_UPLOAD_PERMISSIONS = int(os.environ['MODE'], 8)"),
    ],
    check,
};

/// Numbers that are written in decimal only by mistake.
const OCTAL_IN_DECIMAL: &[i128] =
    &[600, 640, 644, 660, 664, 666, 700, 740, 744, 750, 755, 770, 774, 775, 777];

fn check(project: &Project) -> Verdict {
    worst([
        one(project, "FILE_UPLOAD_PERMISSIONS", "0o644"),
        one(project, "FILE_UPLOAD_DIRECTORY_PERMISSIONS", "0o755"),
    ])
}

fn one(project: &Project, name: &'static str, wanted: &str) -> Verdict {
    let mode = project.settings.value(name)?;
    let Kind::Int(bits) = mode.value.kind else { return Ok(not_applicable()) };
    let message = if OCTAL_IN_DECIMAL.contains(&bits) {
        text! {
            en: "{name} is {bits} in decimal, which as permissions is 0o{bits:o}.",
            ru: "{name} = {bits} в десятичной записи, то есть права 0o{bits:o}.",
        }
    } else if bits & 0o002 != 0 {
        text! {
            en: "{name} is 0o{bits:o}: everybody on the machine may write.",
            ru: "{name} = 0o{bits:o}: писать может кто угодно на этой машине.",
        }
    } else {
        return Ok(if mode.is_default() { not_applicable() } else { pass().at(&mode) });
    };
    Ok(fail(message).at(&mode).fix(Applicability::Unsafe, Where::Setting(name), format!("{name} = {wanted}")))
}
