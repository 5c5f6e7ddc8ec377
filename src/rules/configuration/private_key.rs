//! No private key lies among the files.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "configuration.private-key",
    item: Item::Configuration,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://github.com/getsops/sops",
    title: text("No private key is among the files", "Среди файлов нет закрытых ключей"),
    why: text(
        "A private key signs and decrypts for whoever holds it; from a repository it is copied to every clone for good.",
        "Закрытый ключ подписывает и расшифровывает для любого, у кого он есть, а из репозитория он навсегда расходится по всем клонам.",
    ),
    how: text(
        "Keep the key in a secret store or an encrypted file, read it from there, and replace this pair.",
        "Храните ключ в хранилище секретов или в зашифрованном файле, читайте оттуда, а эту пару замените.",
    ),
    examples: &[
        fails(
            "JWT_KEY = '''-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7bq\n-----END RSA PRIVATE KEY-----'''",
        ),
        fails("DEBUG = False").with(&[(
            "certs/server.pem",
            "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----\n",
        )]),
        passes("JWT_PUBLIC_KEY = '''-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkq\n-----END PUBLIC KEY-----'''"),
        passes("").with(&[(
            "config/settings/test.py",
            "KEY = '''-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----'''\n",
        )]),
        passes("if not KEY.startswith('-----BEGIN PRIVATE KEY-----'):\n    pass"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    for (id, file) in project.tree.iter() {
        // Tests sign with keys made for them.
        let is_test = |part: &str| matches!(part, "test" | "tests" | "testing" | "conftest");
        if file.path.split(['/', '.', '_', '-']).any(is_test) {
            continue;
        }
        let mut from = 0;
        while let Some(found) = file.text[from..].find("-----BEGIN ") {
            let start = from + found;
            let rest = &file.text[start..];
            let header = rest["-----BEGIN ".len()..].split("-----").next().unwrap_or("");
            // A header with nothing below it is code that looks for keys.
            let body = rest.get("-----BEGIN ".len() + header.len() + 5..).unwrap_or("");
            let body = body.trim_start_matches(['\\', 'n', 'r', '\n', '\r', ' ', '"', '\'']);
            let has_body =
                body.chars().take(16).filter(|c| c.is_ascii_alphanumeric() || "+/=".contains(*c)).count()
                    == 16;
            if header.ends_with("PRIVATE KEY") && !header.contains('\n') && has_body {
                let path = &file.path;
                return Ok(fail(text! {
                    en: "{path} holds a private key.",
                    ru: "В {path} лежит закрытый ключ.",
                })
                .at_place(Some(project.line_at(id, start))));
            }
            from = start + 11;
        }
    }
    Ok(pass())
}
