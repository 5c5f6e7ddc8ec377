//! The page begins, or says why it cannot.

use crate::page::{Setup, on_page};

#[test]
fn without_webassembly_a_sentence_says_so() {
    let setup = Setup {
        language: "ru",
        before: "delete window.WebAssembly;",
        there: "document.getElementById('not-started')?.innerText.includes('WebAssembly')",
        ..Setup::default()
    };
    on_page(setup, |page| async move {
        page.until("!document.getElementById('not-started').hidden").await?;
        let shown = page.value("document.getElementById('not-started').innerText").await?;
        assert!(shown.as_str().is_some_and(|text| text.starts_with("Страница не запустилась")), "{shown}");
        Ok(())
    });
}

#[test]
fn when_the_program_breaks_down_the_page_says_so() {
    on_page(Setup::default(), |page| async move {
        let error = "new WebAssembly.RuntimeError('unreachable')";
        page.value(&format!("dispatchEvent(new ErrorEvent('error', {{ error: {error} }}))")).await?;
        page.until("!document.getElementById('stopped').hidden").await
    });
}
