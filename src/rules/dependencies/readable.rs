//! The requirements can be read.

use crate::model::{Item, Severity, Text, text};
use crate::project::Project;
use crate::requirements::ProblemKind;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "dependencies.readable",
    item: Item::Readiness,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://pip.pypa.io/en/stable/reference/requirements-file-format/",
    title: text("The requirements can be read", "Файлы зависимостей читаются"),
    why: text(
        "pip stops at the first line that it does not understand, and nothing gets installed.",
        "pip останавливается на первой непонятной строке, и ничего не устанавливается.",
    ),
    how: text("Correct the line, or get the file again.", "Исправьте строку или получите файл заново."),
    examples: &[
        fails("").with(&[("requirements.txt", "<!DOCTYPE html><html><body>404</body></html>\n")]),
        fails("").with(&[("requirements.txt", "Django==5.2.19\nrequests=2.34.2\n")]),
        fails("").with(&[("requirements.txt", "Django==5.2.19\ngunicorn==latest\n")]),
        passes("").with(&[("requirements.txt", "Django==5.2.19\n")]),
        irrelevant(""),
        undecided("").with(&[("requirements.txt", "-r base.txt\n")]),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !project.requirements.is_given() {
        return Ok(not_applicable());
    }
    let mut doubtful = None;
    for problem in &project.requirements.problems {
        let Some((message, grave)) = words(&problem.kind, project.tree.complete) else { continue };
        if grave {
            return Ok(fail(message).at_place(Some(problem.place)));
        }
        doubtful = doubtful.or(Some((message, problem.place)));
    }
    Ok(match doubtful {
        Some((message, place)) => attention(message).at_place(Some(place)),
        None => {
            project.lists_all_packages()?;
            pass()
        }
    })
}

/// The problem in words, and whether pip stops at it; none for what is no
/// problem of the project's.
fn words(kind: &ProblemKind, complete: bool) -> Option<(Text, bool)> {
    let message = match kind {
        ProblemKind::Html => text(
            "The file is a web page, most likely an error page that was saved.",
            "Это веб-страница — скорее всего, сохранённая страница ошибки.",
        ),
        ProblemKind::Binary => text("The file is not text.", "Это не текстовый файл."),
        ProblemKind::Python => {
            text("The file is Python code, not requirements.", "Это код на Python, а не список зависимостей.")
        }
        ProblemKind::NotRequirements => {
            text("Most lines of the file are not requirements.", "Большинство строк файла — не зависимости.")
        }
        ProblemKind::Name => text(
            "The line does not begin with the name of a package.",
            "Строка не начинается с имени пакета.",
        ),
        ProblemKind::Extras => {
            text("The extras in brackets are not well formed.", "Дополнения в скобках записаны с ошибкой.")
        }
        ProblemKind::Version(written) => text! {
            en: "{written} is not a version specifier.",
            ru: "{written} — не указание версии.",
        },
        ProblemKind::SingleEquals(written) => text! {
            en: "A single = before {written}: pip wants ==.",
            ru: "Один знак = перед {written}: для pip нужно ==.",
        },
        ProblemKind::Marker => text(
            "The environment marker is not well formed.",
            "Условие после точки с запятой записано с ошибкой.",
        ),
        ProblemKind::Url => text("There is no address after @.", "После @ нет адреса."),
        ProblemKind::Unexpected(rest) => text! {
            en: "{rest} belongs to nothing before it.",
            ru: "{rest} ни к чему не относится.",
        },
        ProblemKind::Option(option) => text! {
            en: "pip has no option {option} in requirements files.",
            ru: "В файлах зависимостей у pip нет параметра {option}.",
        },
        ProblemKind::NotGiven(path) if complete => text! {
            en: "{path} is included, and there is no such file.",
            ru: "Подключается {path}, а такого файла нет.",
        },
        ProblemKind::Cycle(path) => {
            return Some((
                text! {
                    en: "The file includes itself by way of {path}.",
                    ru: "Файл подключает сам себя через {path}.",
                },
                false,
            ));
        }
        ProblemKind::NoGroup(group) => text! {
            en: "There is no dependency group {group}.",
            ru: "Группы зависимостей {group} нет.",
        },
        ProblemKind::Syntax => text("The file has a syntax error.", "В файле синтаксическая ошибка."),
        // Only what was given can be judged, and variables are the server's.
        ProblemKind::NotGiven(_)
        | ProblemKind::Variable(_)
        | ProblemKind::Remote(_)
        | ProblemKind::More(_) => {
            return None;
        }
    };
    Some((message, true))
}
