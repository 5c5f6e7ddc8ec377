//! Nothing leaves the tab: the policies are there, and the server hears nothing.

use std::time::Duration;

use crate::page::{Page, Setup, on_page};

/// Ways for a page to send something, each to the server it came from. Some of them
/// return as if nothing was wrong, so what counts is what the server hears.
const CHANNELS: &[&str] = &[
    "fetch('./?sent')",
    "fetch('./?sent', { method: 'POST', body: 'text', mode: 'no-cors', keepalive: true })",
    "new Promise((done) => { const r = new XMLHttpRequest(); r.onloadend = done; r.open('GET', './?sent'); r.send(); })",
    "navigator.sendBeacon('./?sent', 'text')",
    "new WebSocket(location.href.replace('http', 'ws') + '?sent')",
    "new EventSource('./?sent')",
    "Object.assign(new Image(), { src: './?sent' })",
    "document.body.append(Object.assign(document.createElement('script'), { src: './?sent' }))",
    "document.body.append(Object.assign(document.createElement('iframe'), { src: './?sent' }))",
    "document.body.append(Object.assign(document.createElement('object'), { data: './?sent' }))",
    "document.body.append(Object.assign(document.createElement('embed'), { src: './?sent' }))",
    "document.body.append(Object.assign(document.createElement('video'), { src: './?sent', poster: './?sent' }))",
    "new Audio('./?sent').load()",
    "document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: './?sent' }))",
    "document.head.append(Object.assign(document.createElement('link'), { rel: 'prefetch', href: './?sent' }))",
    "document.head.append(Object.assign(document.createElement('link'), { rel: 'preload', as: 'image', href: './?sent' }))",
    "document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href: './?sent' }))",
    "document.head.append(Object.assign(document.createElement('link'), { rel: 'manifest', href: './?sent' }))",
    "document.head.append(Object.assign(document.createElement('link'), { rel: 'icon', href: './?sent' }))",
    "document.adoptedStyleSheets.push(await new CSSStyleSheet().replace('body { background: url(./?sent) }'))",
    "new FontFace('sent', `url(${location.href}?sent)`).load()",
    "Object.assign(document.createElement('a'), { ping: './?sent', href: '#' }).click()",
    "navigator.serviceWorker.register('./?sent')",
    "new SharedWorker('./?sent')",
    "new Worker('./?sent')",
    "import('./?sent')",
    "(() => { const form = document.createElement('form'); form.action = './?sent'; form.target = '_blank';
       document.body.append(form); form.submit(); })()",
    "new Promise((done) => {
       const text = `fetch('${location.href}?sent').then(() => postMessage(1), () => postMessage(0))`;
       const worker = new Worker(URL.createObjectURL(new Blob([text])));
       worker.onmessage = done; worker.onerror = done; })",
];

async fn quiet(page: &Page) -> Vec<String> {
    tokio::time::sleep(Duration::from_millis(500)).await;
    page.hits()
}

#[test]
fn the_page_is_under_two_policies() {
    on_page(Setup::default(), |page| async move {
        let policies = page
            .value("[...document.querySelectorAll('meta[http-equiv=Content-Security-Policy]')].map((m) => m.content)")
            .await?;
        let policies: Vec<_> =
            policies.as_array().expect("a list").iter().filter_map(|p| p.as_str()).collect();
        assert_eq!(policies.len(), 2);
        assert!(policies[0].contains("default-src 'none'") && policies[0].contains("connect-src 'self'"));
        assert!(policies[1].contains("default-src 'none'") && policies[1].contains("connect-src 'none'"));
        Ok(())
    });
}

#[test]
fn loading_asks_for_each_file_once_and_for_nothing_else() {
    on_page(Setup::default(), |page| async move {
        let mut hits = quiet(&page).await;
        let count = hits.len();
        hits.sort();
        hits.dedup();
        assert_eq!(hits.len(), count, "{hits:?}");
        let ends = ["/", ".js", ".wasm", ".css"];
        assert!(hits.iter().all(|hit| ends.iter().any(|end| hit.ends_with(end))), "{hits:?}");
        Ok(())
    });
}

#[test]
fn the_page_itself_stays_within_its_policies() {
    on_page(Setup::default(), |page| async move {
        page.paste("DEBUG = True\nINSTALLED_APPS = []\n").await?;
        page.judged().await?;
        assert_eq!(page.value("troubles").await?, serde_json::json!([]));
        Ok(())
    });
}

#[test]
fn nothing_can_be_sent_by_any_channel() {
    on_page(Setup::default(), |page| async move {
        let loaded = quiet(&page).await;
        for (number, channel) in CHANNELS.iter().enumerate() {
            let channel = channel.replace("sent", &format!("sent-by-{number}"));
            // Some promises never settle when they are refused.
            page.promised(&format!(
                "Promise.race([(async () => {channel})(), new Promise((done) => setTimeout(done, 300))]).then(() => 0)"
            ))
            .await?;
        }
        let policy = "document.querySelectorAll('meta[http-equiv=Content-Security-Policy]')";
        page.value(&format!("{policy}.forEach((element) => element.remove())")).await?;
        page.promised("fetch('./?sent-without-the-elements').then(() => 0)").await?;
        assert_eq!(quiet(&page).await[loaded.len()..], Vec::<String>::new(), "what the server heard");
        Ok(())
    });
}

#[test]
fn an_engine_that_is_started_again_asks_for_nothing() {
    on_page(Setup::default(), |page| async move {
        let loaded = quiet(&page).await;
        page.value("workers[0].dispatchEvent(new ErrorEvent('error', { message: 'trap' }))").await?;
        page.until("workers.length === 2 && workers[1].heard.some(({ ready }) => ready)").await?;
        assert_eq!(quiet(&page).await, loaded);
        Ok(())
    });
}
