//! The engine in its worker: it answers, it refuses, it comes back.

use serde_json::json;

use crate::page::{Setup, on_page};

#[test]
fn the_engine_answers_a_script() {
    on_page(Setup::default(), |page| async move {
        let files = json!([{ "path": "shop/settings.py", "text": "DEBUG = True\n" }]);
        let answer =
            page.ask(&json!({ "type": "audit", "number": 7, "files": files, "options": {} })).await?;
        assert_eq!(answer["type"], "report");
        assert_eq!(answer["number"], 7);
        assert_eq!(answer["report"]["items"].as_array().map(Vec::len), Some(14));
        Ok(())
    });
}

#[test]
fn an_unknown_message_is_refused_and_harms_nothing() {
    on_page(Setup::default(), |page| async move {
        let answer = page.ask(&json!({ "type": "run", "code": "1" })).await?;
        assert_eq!(answer["type"], "refused", "{answer}");
        let answer = page.ask(&json!({ "type": "audit", "number": 1, "files": [], "options": {} })).await?;
        assert_eq!(answer["type"], "report");
        Ok(())
    });
}

#[test]
fn after_a_real_trap_another_engine_is_there() {
    on_page(Setup::default(), |page| async move {
        // More members than the engine's memory holds; it has to stop in the middle.
        page.value("workers[0].postMessage({ type: 'audit', files: new Array(2 ** 31) })").await?;
        page.until("workers.length === 2 && workers[1].heard.some(({ type }) => type === 'ready')").await?;
        let answer = page.ask(&json!({ "type": "audit", "number": 1, "files": [], "options": {} })).await?;
        assert_eq!(answer["type"], "report");
        Ok(())
    });
}

#[test]
fn the_page_lives_through_a_crash_and_keeps_every_text() {
    on_page(Setup::default(), |page| async move {
        page.paste("DEBUG = True\nINSTALLED_APPS = []\nKEPT = 1\n").await?;
        page.judged().await?;
        page.value("workers[0].postMessage({ type: 'audit', files: new Array(2 ** 31) })").await?;
        page.until("workers.length === 2 && workers[1].heard.some(({ type }) => type === 'ready')").await?;
        page.until("[...document.querySelectorAll('textarea')].some(({ value }) => value.includes('KEPT'))")
            .await?;
        page.paste("DEBUG = False\nINSTALLED_APPS = []\n").await?;
        page.until("workers[1].heard.some(({ type }) => type === 'report')").await
    });
}

#[test]
fn an_engine_that_falls_silent_is_ended_and_another_started() {
    on_page(Setup::default(), |page| async move {
        // Ended behind the page's back, it hears everything and says nothing.
        page.value("workers[0].terminate()").await?;
        page.paste("DEBUG = True\nINSTALLED_APPS = []\nKEPT = 1\n").await?;
        page.until("workers.length === 2 && workers[1].heard.some(({ type }) => type === 'ready')").await?;
        page.until("[...document.querySelectorAll('textarea')].some(({ value }) => value.includes('KEPT'))")
            .await
    });
}
