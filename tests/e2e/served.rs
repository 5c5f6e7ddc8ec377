//! The question how the site is served: what the files say, and an answer of one's own.

use serde_json::json;
use thirtyfour::prelude::*;

use crate::page::{Folder, Page, Setup, on_page};

const FILES: &[(&str, &str)] = &[
    (
        "shop/settings.py",
        "SECRET_KEY = 'x'\nALLOWED_HOSTS = ['shop.example']\n\
         MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\n\
         SECURE_SSL_REDIRECT = True\n",
    ),
    ("deploy/production/containers/Dockerfile", "FROM python:3.13\nRUN pip install .\n"),
    ("Procfile", "web: gunicorn shop.wsgi --workers 4\n"),
];

impl Page {
    /// How a rule's finding stands; none where it is not among them.
    async fn stands(&self, rule: &str) -> WebDriverResult<serde_json::Value> {
        self.value(&format!("document.querySelector('[data-rule={}]')?.dataset.status ?? null", json!(rule)))
            .await
    }
}

#[test]
fn the_files_suggest_an_answer_and_the_person_may_give_another() {
    on_page(Setup::default(), |page| async move {
        let folder = Folder::with(FILES);
        page.driver.find(By::Id("pick-folder")).await?.send_keys(folder.path("").to_string_lossy()).await?;
        page.judged().await?;
        page.value("document.querySelector('#item-https').open = true").await?;
        page.until("document.querySelector('#served-tls')").await?;
        let suggested = page.text("#served-tls option:checked").await?;
        assert_eq!(suggested, "Found: a load balancer or a platform");
        assert_eq!(page.text("#served-processes option:checked").await?, "Found: 4");
        assert_eq!(page.text("#served-tls-because .place-file").await?, "Procfile");
        assert_eq!(page.text("#served-container-because .place-file").await?, "Dockerfile");
        let file = "document.querySelector('#served-container-because .place').dataset.file";
        assert_eq!(page.value(file).await?, "deploy/production/containers/Dockerfile");
        assert_eq!(page.stands("transport.proxy-header").await?, "manual");

        page.select("#served-tls", "cdn").await?;
        page.until(
            "document.querySelector('[data-rule=\"transport.proxy-header\"]')?.dataset.status === 'fail'",
        )
        .await?;
        assert_eq!(page.text("#served-tls-because").await?, "Chosen by you.");
        page.select("#served-tls", "app").await?;
        page.until(
            "document.querySelector('[data-rule=\"transport.proxy-header\"]')?.dataset.status !== 'fail'",
        )
        .await?;

        page.driver.set_window_rect(0, 0, 320, 800).await?;
        page.fits().await?;
        assert_eq!(page.value("troubles").await?, json!([]));
        Ok(())
    });
}
