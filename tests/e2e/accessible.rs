//! Every view as axe-core sees it. The tool is MPL-2.0 and no part of this repository:
//! `npm install --prefix target/axe axe-core` brings it where it is looked for. Without it nothing is asked, but not where `CI` is set.

use std::io::Write;
use std::path::Path;

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::page::{Page, Setup, on_page};

/// The tool's own text; none where it was not installed.
fn axe() -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/axe/node_modules/axe-core/axe.min.js");
    let text = std::fs::read_to_string(path).ok();
    if text.is_none() {
        assert!(std::env::var_os("CI").is_none(), "axe-core is not in target/axe");
        writeln!(std::io::stderr(), "not run: axe-core is missing; npm install --prefix target/axe axe-core")
            .expect("the standard error is open");
    }
    text
}

impl Page {
    /// What axe finds wrong with what is shown: rule and element.
    async fn violations(&self, axe: &str) -> WebDriverResult<Value> {
        self.driver.execute(axe, Vec::new()).await?;
        let tags = json!(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]);
        self.promised(&format!(
            "axe.run(document, {{ runOnly: {tags}, resultTypes: ['violations'] }}).then(({{ violations }}) =>
                violations.flatMap(({{ id, nodes }}) => nodes.map(({{ target }}) => `${{id}}: ${{target}}`)))"
        ))
        .await
    }
}

#[test]
fn no_view_breaks_a_rule_of_accessibility() {
    let Some(axe) = axe() else { return };
    for (size, dark) in [((1440, 900), false), ((1440, 900), true), ((320, 700), false)] {
        let axe = axe.clone();
        on_page(Setup { size, dark, ..Setup::default() }, |page| async move {
            let mut wrong = Vec::new();
            let shown = [
                ("#/", ".offers", false),
                ("#/rules", "[data-rules]", false),
                ("#/rules/debug.off", ".rule-example", false),
                ("#/", "[data-item]", true),
                ("#/settings", ".setting", true),
                ("#/environments", "[data-environment]", true),
                ("#/variables", ".variable", true),
                ("#/checks", "[data-checks=after-fixes]", true),
                ("#/upgrade", ".upgrade-part", true),
                ("#/rules", "[data-rules] .status", true),
                ("#/rules/transport.ssl-redirect", ".rule-here", true),
            ];
            let mut given = false;
            for (hash, there, files) in shown {
                if files && !given {
                    page.value("location.hash = '#/'").await?;
                    page.until("document.querySelector('[data-sample=halfway]')").await?;
                    page.value("document.querySelector('[data-sample=halfway]').click()").await?;
                    given = true;
                }
                page.value(&format!("location.hash = {}", json!(hash))).await?;
                page.until(&format!("document.querySelector('{there}')")).await?;
                page.value(
                    "document.querySelectorAll('details').forEach((details) => { details.open = true; })",
                )
                .await?;
                let found = page.violations(&axe).await?;
                let found = found.as_array().cloned().unwrap_or_else(|| vec![found.clone()]);
                wrong.extend(found.into_iter().map(|found| format!("{hash} {found}")));
            }
            assert!(wrong.is_empty(), "{size:?}, dark: {dark}: {wrong:#?}");
            Ok(())
        });
    }
}
