//! What could not be read, in words. The rest is still judged.

use crate::model::{Problem, text};
use crate::project::Project;
use crate::python::SyntaxKind;
use crate::requirements::ProblemKind;
use crate::source::FileKind;

/// Problems of one report.
const MAX_PROBLEMS: usize = 60;

pub(super) fn all(project: &Project) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (file, problem) in project.syntax.iter() {
        let source = project.tree.file(*file);
        let at = source.line_column(problem.at.start).line;
        let first = source.line_column(problem.skipped.start).line;
        let last = source.line_column(problem.skipped.end.saturating_sub(1)).line;
        let range = if first == last { first.to_string() } else { format!("{first}–{last}") };
        let message = match &problem.kind {
            SyntaxKind::PythonTwo => text! {
                en: "This is Python 2 (line {at}). Lines skipped: {range}; the rest is judged.",
                ru: "Это Python 2 (строка {at}). Пропущены строки: {range}; остальное проверено.",
            },
            SyntaxKind::TooDeep => text! {
                en: "Nested too deeply to be read (line {at}). Lines skipped: {range}; the rest is judged.",
                ru: "Слишком глубокая вложенность (строка {at}). Пропущены строки: {range}; остальное проверено.",
            },
            SyntaxKind::Null => text! {
                en: "A null character stands in line {at}. Lines skipped: {range}; the rest is judged.",
                ru: "В строке {at} стоит нулевой символ. Пропущены строки: {range}; остальное проверено.",
            },
            SyntaxKind::Other(_) => text! {
                en: "Syntax error in line {at}. Lines skipped: {range}; the rest is judged.",
                ru: "Синтаксическая ошибка в строке {at}. Пропущены строки: {range}; остальное проверено.",
            },
        };
        problems.push(Problem { file: source.path.clone(), line: Some(at), message });
    }
    // One message for a file: below a broken line more may only seem to be.
    let mut last = None;
    for place in &project.deployment.broken {
        if last == Some(place.file) {
            continue;
        }
        last = Some(place.file);
        let line = project.tree.line(*place);
        problems.push(Problem {
            file: project.tree.file(place.file).path.clone(),
            line: Some(line),
            message: text! {
                en: "Line {line} could not be read; the rest is judged.",
                ru: "Строку {line} прочесть не удалось; остальное проверено.",
            },
        });
    }
    for (id, file) in project.tree.iter() {
        if project.kind_of(id) == FileKind::Html {
            problems.push(Problem {
                file: file.path.clone(),
                line: None,
                message: text(
                    "This is a web page, not the file its name says. It was left out.",
                    "Это веб-страница, а не то, что говорит имя файла. Файл не учтён.",
                ),
            });
        }
    }
    for problem in &project.requirements.problems {
        // Where all files were given, a rule says that this one is missing.
        let path = match &problem.kind {
            ProblemKind::NotGiven(path) if !project.tree.complete => path,
            ProblemKind::Remote(url) => url,
            _ => continue,
        };
        problems.push(Problem {
            file: project.tree.file(problem.place.file).path.clone(),
            line: Some(project.tree.line(problem.place)),
            message: text! {
                en: "{path} is included and was not given: packages that it lists are not judged.",
                ru: "Подключается {path}, а этот файл не передан: пакеты из него не проверены.",
            },
        });
    }
    problems.truncate(MAX_PROBLEMS);
    problems
}

#[cfg(test)]
mod tests {
    use crate::audit::audit;
    use crate::protocol::{InputFile, Options};

    #[test]
    fn an_include_that_was_not_given_is_told() {
        let file = |path: &str, text: &str| InputFile { path: path.to_owned(), text: text.to_owned() };
        let files =
            [file("settings.py", "DEBUG = False\n"), file("requirements.txt", "gunicorn\n-r base.txt\n")];
        let told = |complete| -> Vec<(String, Option<u32>)> {
            let report = audit(&files, &Options { complete, ..Options::default() });
            report.problems.into_iter().map(|problem| (problem.file, problem.line)).collect()
        };
        assert_eq!(told(false), [("requirements.txt".to_owned(), Some(2))]);
        assert_eq!(told(true), [], "a rule says it");
    }
}
