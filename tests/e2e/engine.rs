//! The engine in its worker: it answers, it refuses, it comes back.

use serde_json::json;

use crate::page::{Setup, on_page};

/// One file, given so often that the copies do not fit into the engine's memory.
const TOO_MUCH: &str = "workers[0].postMessage({ audit: { number: 1, options: {},
    files: new Array(1000).fill({ path: 'a.py', text: ' '.repeat(2 ** 20) }) } })";

#[test]
fn the_engine_answers_a_script() {
    on_page(Setup::default(), |page| async move {
        let files = json!([{ "path": "shop/settings.py", "text": "DEBUG = True\n" }]);
        let answer = page.ask(&json!({ "audit": { "number": 7, "files": files, "options": {} } })).await?;
        assert_eq!(answer["report"]["number"], 7);
        assert_eq!(answer["report"]["report"]["items"].as_array().map(Vec::len), Some(14));
        Ok(())
    });
}

#[test]
fn an_unknown_message_is_refused_and_harms_nothing() {
    on_page(Setup::default(), |page| async move {
        let answer = page.ask(&json!({ "run": { "code": "1" } })).await?;
        assert!(answer["refused"]["message"].is_string(), "{answer}");
        let answer = page.ask(&json!({ "audit": { "number": 1, "files": [], "options": {} } })).await?;
        assert_eq!(answer["report"]["number"], 1);
        Ok(())
    });
}

#[test]
fn after_a_real_trap_another_engine_is_there() {
    on_page(Setup::default(), |page| async move {
        page.value(TOO_MUCH).await?;
        page.until("workers.length === 2 && workers[1].heard.some(({ ready }) => ready)").await?;
        let answer = page.ask(&json!({ "audit": { "number": 1, "files": [], "options": {} } })).await?;
        assert_eq!(answer["report"]["number"], 1);
        Ok(())
    });
}

#[test]
fn the_page_lives_through_a_crash_and_keeps_every_text() {
    on_page(Setup::default(), |page| async move {
        page.paste("DEBUG = True\nINSTALLED_APPS = []\nKEPT = 1\n").await?;
        page.judged().await?;
        page.value(TOO_MUCH).await?;
        page.until("workers.length === 2 && workers[1].heard.some(({ ready }) => ready)").await?;
        page.until("[...document.querySelectorAll('textarea')].some(({ value }) => value.includes('KEPT'))")
            .await?;
        page.paste("DEBUG = False\nINSTALLED_APPS = []\n").await?;
        page.until("workers[1].heard.some(({ report }) => report)").await
    });
}

#[test]
fn an_engine_that_falls_silent_is_ended_and_another_started() {
    on_page(Setup::default(), |page| async move {
        // Ended behind the page's back, it hears everything and says nothing.
        page.value("workers[0].terminate()").await?;
        page.paste("DEBUG = True\nINSTALLED_APPS = []\nKEPT = 1\n").await?;
        page.until("workers.length === 2 && workers[1].heard.some(({ ready }) => ready)").await?;
        page.until("[...document.querySelectorAll('textarea')].some(({ value }) => value.includes('KEPT'))")
            .await
    });
}
