//! CI files hold no secret that opens anything.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "delivery.pipeline-secrets",
    item: Item::Delivery,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.github.com/en/actions/security-for-github-actions/security-guides/using-secrets-in-github-actions",
    title: text("CI files hold no secrets", "В файлах CI нет секретов"),
    why: text("Whoever can read the repository, and every fork of it, has what stands in its CI files.", "Всё, что записано в файлах CI, есть у каждого, кто читает репозиторий или его форк."),
    how: text("Move the value to the secrets of the CI service, refer to it, and change it where it is used.", "Перенесите значение в секреты CI, сошлитесь на него и смените его там, где оно используется."),
    examples: &[
        fails("DEBUG = False").with(&[(".github/workflows/ci.yml", "on: push\nenv:\n  AWS_SECRET_ACCESS_KEY: kq3J8vN1xZ7mP0sR4tY6uW9bC2dE5fG8\njobs: {}\n")]),
        fails("DEBUG = False").with(&[(".gitlab-ci.yml", "variables:\n  DATABASE_URL: postgres://app:Tr0ub4dor@db.shop.net/app\n")]),
        passes("DEBUG = False").with(&[(".github/workflows/ci.yml", "jobs:\n  test:\n    env:\n      SECRET_KEY: test-secret-key-0123456789\n      TOKEN: ${{ secrets.TOKEN }}\n")]),
        irrelevant("DEBUG = False"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let mut seen = None;
    for variable in project.pipelines().iter().flat_map(|pipeline| &pipeline.variables) {
        seen = seen.or(Some(variable.place));
        if variable.is_live() {
            let (path, name) = (&project.tree.file(variable.place.file).path, &variable.name);
            return Ok(fail(text! {
                en: "{path} holds the value of {name}.",
                ru: "В {path} записано значение {name}.",
            })
            .at_place(Some(variable.place)));
        }
    }
    Ok(seen.map_or_else(not_applicable, |_| pass()))
}
