//! What `check --deploy` prints, and the rules, each with an address of its own.

use serde_json::json;
use thirtyfour::prelude::*;

use crate::page::{Page, Setup, on_page};

const SETTINGS: &str = "\
import os

DEBUG = True
SECRET_KEY = os.environ['KEY']
STATIC_URL = 'static'
MIDDLEWARE = ['django.middleware.csrf.CsrfViewMiddleware']
SILENCED_SYSTEM_CHECKS = ['security.W016']
ALLOWED_HOSTS = ['a.example']
INSTALLED_APPS = []
";

impl Page {
    /// Goes to a part of the page's address, as a link from elsewhere does.
    async fn visit(&self, hash: &str) -> WebDriverResult<()> {
        self.value(&format!("location.hash = {}", json!(hash))).await?;
        Ok(())
    }
}

const HEADING_IS_FOCUSED: &str = "document.activeElement.id === 'view-title'";

#[test]
fn what_check_deploy_prints_is_told_with_what_the_fixes_change() {
    on_page(Setup::default(), |page| async move {
        page.paste(SETTINGS).await?;
        page.judged().await?;
        page.click("[data-view='#/checks']").await?;
        page.until("document.querySelector('[data-checks=printed] [data-check=\"urls.E006\"]')").await?;
        assert_eq!(
            page.value("document.title").await?,
            "check\u{a0}-\u{2060}-\u{2060}deploy · Django Preflight"
        );
        assert!(page.text("[data-checks=silenced]").await?.contains("security.W016"));
        assert!(page.text("[data-checks=undecided]").await?.contains("KEY"));
        assert!(page.text(".terminal").await?.contains("SystemCheckError: System check identified"));
        // It is asked for where it is seen.
        page.until("document.querySelector('[data-ids=gone]')?.textContent.includes('urls.E006')").await?;
        let answer =
            "workers.at(-1).heard.findLast(({ report }) => report).report.report.deploy_check.after_fixes";
        assert_ne!(page.value(answer).await?, json!(null));
        let output = page.driver.find(By::Id("real-output")).await?;
        output.send_keys("?: (security.W018) You should not have DEBUG set to True.").await?;
        page.until("document.querySelector('[data-ids=same]')?.textContent.includes('security.W018')")
            .await?;
        page.until("document.querySelector('[data-ids=not-printed]')?.textContent.includes('urls.E006')")
            .await?;
        page.click("#clear-button").await?;
        page.click("#clear-confirm").await?;
        page.until("document.querySelector('.page').dataset.state === 'empty'").await?;
        page.paste(SETTINGS).await?;
        page.judged().await?;
        page.visit("#/checks").await?;
        page.until("document.querySelector('#real-output')?.value === ''").await?;
        assert_eq!(page.value("troubles").await?, json!([]));
        Ok(())
    });
}

#[test]
fn the_rules_are_read_and_searched_without_files() {
    on_page(Setup::default(), |page| async move {
        page.click(".foot a").await?;
        page.until("document.querySelectorAll('[data-rules] li').length > 200").await?;
        assert_eq!(page.value("location.hash").await?, "#/rules");
        page.driver.find(By::Id("search-rules")).await?.send_keys("security.w018").await?;
        page.until("document.querySelectorAll('[data-rules] li').length === 1").await?;
        page.click("[data-rules] li a").await?;
        page.until("document.querySelector('[data-rule-page=\"debug.off\"]')").await?;
        page.until(HEADING_IS_FOCUSED).await?;
        let title = page.text("#view-title").await?;
        assert_eq!(page.value("document.title").await?, format!("{title} · Django Preflight"));
        page.until("document.querySelector('.rule-example')?.textContent.includes('DEBUG = True')").await?;
        page.driver.back().await?;
        page.until("document.querySelectorAll('[data-rules] li').length === 1").await?;
        // What is dropped or pasted is judged from here too.
        page.paste(SETTINGS).await?;
        page.until("document.querySelector('[data-rules] [data-status], [data-rules] .status')").await?;
        assert_eq!(page.value("troubles").await?, json!([]));
        Ok(())
    });
}

#[test]
fn an_address_leads_to_a_rule_at_once_and_a_wrong_one_says_so() {
    on_page(Setup::default(), |page| async move {
        let address = page.value("location.href.split('#')[0]").await?;
        let address = address.as_str().unwrap_or_default();
        page.driver.goto("about:blank").await?;
        page.driver.goto(format!("{address}#/rules/cookies.session-secure")).await?;
        page.until("document.querySelector('[data-rule-page=\"cookies.session-secure\"] .rule-example')")
            .await?;
        assert!(page.text(".rule-facts").await?.contains("security.W012"));
        page.visit("#/rules/no.such-rule").await?;
        page.until("document.querySelector('#view-title')?.textContent.includes('no.such-rule')").await?;
        page.click(".back-link").await?;
        page.until("document.querySelectorAll('[data-rules] li').length > 200").await?;
        page.until(HEADING_IS_FOCUSED).await
    });
}

#[test]
fn from_a_finding_to_its_rule_and_back() {
    on_page(Setup::default(), |page| async move {
        page.paste(SETTINGS).await?;
        page.judged().await?;
        page.click("#open-all").await?;
        page.value("document.querySelector('[data-rule=\"debug.off\"] .rule-link').click()").await?;
        page.until(
            "document.querySelector('[data-rule-page=\"debug.off\"] .rule-here')?.dataset.status === 'fail'",
        )
        .await?;
        page.until(HEADING_IS_FOCUSED).await?;
        page.click("#to-finding").await?;
        page.until("document.activeElement.dataset.rule === 'debug.off'").await?;
        assert_eq!(page.value("location.hash").await?, "#/");
        // One that passes lies folded away.
        page.visit("#/rules/hosts.wildcard").await?;
        page.until("document.querySelector('.rule-here')?.dataset.status === 'pass'").await?;
        page.click("#to-finding").await?;
        page.until("document.activeElement.dataset.rule === 'hosts.wildcard'").await?;
        page.until("document.activeElement.checkVisibility()").await
    });
}

#[test]
fn both_views_fit_320_pixels() {
    for language in ["en-US", "ru"] {
        on_page(Setup { size: (320, 700), language, ..Setup::default() }, |page| async move {
            page.visit("#/rules").await?;
            page.until("document.querySelectorAll('[data-rules] li').length > 200").await?;
            page.fits().await?;
            page.paste(SETTINGS).await?;
            for (hash, there) in [
                ("#/rules", "[data-rules] .status"),
                ("#/rules/transport.redirect-exempt", ".rule-example"),
                ("#/rules/debug.off", ".rule-example"),
                ("#/checks", "[data-checks=after-fixes]"),
            ] {
                page.visit(hash).await?;
                page.until(&format!("document.querySelector('{there}')")).await?;
                page.fits().await?;
            }
            Ok(())
        });
    }
}
