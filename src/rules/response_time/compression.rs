//! Pages are sent compressed.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, Undecided, content_lines};
use crate::rules::{ALWAYS, Rule, Verdict, attention, fails, pass, passes, undecided};
use crate::source::FileKind;

pub(super) static RULE: Rule = Rule {
    id: "response_time.compression",
    item: Item::ResponseTime,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/middleware/#module-django.middleware.gzip",
    title: text("Pages are sent compressed", "Страницы отдаются сжатыми"),
    why: text(
        "HTML and JSON shrink to a fifth; on a phone the transfer is most of the wait.",
        "HTML и JSON сжимаются раз в пять; на телефоне передача — большая часть ожидания.",
    ),
    how: text(
        "Let the web server compress, or add GZipMiddleware high in MIDDLEWARE.",
        "Включите сжатие на веб-сервере или добавьте GZipMiddleware в начало MIDDLEWARE.",
    ),
    examples: &[
        fails("MIDDLEWARE = ['django.middleware.common.CommonMiddleware']")
            .with(&[("nginx.conf", "server {\n  listen 80;\n}\n")]),
        passes("MIDDLEWARE = ['django.middleware.gzip.GZipMiddleware']"),
        passes("MIDDLEWARE = []").with(&[("nginx.conf", "http {\n  gzip on;\n}\n")]),
        undecided("MIDDLEWARE = ['django.middleware.common.CommonMiddleware']"),
    ],
    check,
};

const MIDDLEWARE: &[&str] =
    &["GZipMiddleware", "BrotliMiddleware", "CompressionMiddleware", "CompressMiddleware", "ZstdMiddleware"];

fn check(project: &Project) -> Verdict {
    let middleware = project.settings.list("MIDDLEWARE")?;
    if let Some(found) = middleware.find_by(|path| MIDDLEWARE.iter().any(|class| path.ends_with(class)))? {
        return Ok(pass().at_place(found.place));
    }
    if let Some(place) = project.deployment.compresses {
        return Ok(pass().at_place(Some(place)));
    }
    let mut given = project.files(FileKind::Nginx).next().map(|(id, _)| project.tree.file(id).path.clone());
    for (id, file) in project.tree.iter() {
        if !file.name().to_ascii_lowercase().starts_with("caddyfile") {
            continue;
        }
        let mut lines = content_lines(&file.text);
        if let Some(line) = lines.find(|line| file.text[line.clone()].starts_with("encode ")) {
            return Ok(pass().at_place(Some(project.line_at(id, line.start))));
        }
        given = Some(file.path.clone());
    }
    let Some(path) = given else {
        return Err(Undecided::not_given(text(
            "Django does not compress here; whether the web server does is told by its configuration (nginx.conf), which was not given.",
            "Django здесь не сжимает; сжимает ли веб-сервер, видно из его конфигурации (nginx.conf), а её здесь нет.",
        )));
    };
    let outcome = attention(text! {
        en: "Neither MIDDLEWARE nor {path} compresses pages.",
        ru: "Ни MIDDLEWARE, ни {path} страницы не сжимают.",
    })
    .at(&middleware);
    let wanted = project.middleware_added("django.middleware.gzip.GZipMiddleware");
    Ok(outcome.fix_list(Applicability::Unsafe, "MIDDLEWARE", wanted))
}
