//! The other ways to look at the results: settings, environments, variables, what if.

use serde_json::json;
use thirtyfour::prelude::*;

use crate::page::{Folder, Page, Setup, on_page};

const FILES: &[(&str, &str)] = &[
    ("manage.py", "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'conf.settings.local')\n"),
    ("conf/__init__.py", ""),
    ("conf/settings/__init__.py", ""),
    (
        "conf/settings/base.py",
        "import environ\nenv = environ.Env()\nDEBUG = env.bool('DEBUG', default=False)\n\
         SECRET_KEY = env('SECRET_KEY')\nROOT_URLCONF = 'conf.urls'\nINSTALLED_APPS = ['shop']\nMIDDLEWARE = []\n\
         HUGE = 'x' * 100_000_000\nTITLE = env('TITLE', default='two words')\n",
    ),
    ("conf/settings/local.py", "from .base import *\nDEBUG = True\nSECRET_KEY = 'only-for-this-machine'\n"),
    ("conf/settings/production.py", "from .base import *\nINSTALLED_APPS += ['payments']\n"),
    ("conf/server.env", "DEBUG=on\nSECRET_KEY=hunter2hunter2\n"),
];

impl Page {
    /// Gives the project as a folder and waits for the checklist.
    async fn give_project(&self) -> WebDriverResult<()> {
        let folder = Folder::with(FILES);
        self.driver.find(By::Id("pick-folder")).await?.send_keys(folder.path("").to_string_lossy()).await?;
        self.judged().await
    }

    async fn show(&self, view: &str) -> WebDriverResult<()> {
        // The driver would scroll it under the bar.
        self.value("scrollTo(0, 0)").await?;
        self.click(&format!("[data-view='#/{view}']")).await?;
        self.until(&format!("document.querySelector('[data-view=\"#/{view}\"]').ariaCurrent === 'page'"))
            .await
    }

    /// Chooses an option as a person does, with the event that comes of it.
    pub(crate) async fn select(&self, selector: &str, value: &str) -> WebDriverResult<()> {
        let (selector, value) = (json!(selector), json!(value));
        self.value(&format!(
            "(() => {{ const select = document.querySelector({selector}); select.value = {value};
                select.dispatchEvent(new Event('change', {{ bubbles: true }})); }})()"
        ))
        .await?;
        Ok(())
    }
}

/// The names of the settings that are shown.
const SHOWN: &str =
    "[...document.querySelectorAll('[data-setting]')].map(({ dataset }) => dataset.setting).join()";

#[test]
fn a_setting_is_searched_for_and_its_trail_leads_to_the_line() {
    on_page(Setup::default(), |page| async move {
        page.give_project().await?;
        page.show("settings").await?;
        page.driver.find(By::Id("search-settings")).await?.send_keys("installed").await?;
        page.until(&format!("{SHOWN} === 'INSTALLED_APPS'")).await?;
        page.click("#setting-INSTALLED_APPS > summary").await?;
        page.until("document.querySelectorAll('[data-trail=INSTALLED_APPS] .place').length === 2").await?;
        assert_eq!(
            page.text("[data-trail=INSTALLED_APPS] li:last-child code").await?,
            "+=['shop', 'payments']"
        );
        page.click("[data-trail=INSTALLED_APPS] li:first-child .place").await?;
        page.until("document.activeElement.matches('textarea')").await?;
        let chosen = "(({ value, selectionStart, selectionEnd }) => value.slice(selectionStart, selectionEnd))\
                      (document.activeElement)";
        assert_eq!(page.value(chosen).await?, "INSTALLED_APPS = ['shop']");
        page.click("#back-button").await?;
        page.until("document.activeElement.id === 'setting-INSTALLED_APPS'").await?;
        page.click("#show-all-settings").await?;
        page.click("[data-knowledge=unknown]").await?;
        page.until(&format!("{SHOWN} === 'HUGE'")).await
    });
}

#[test]
fn each_view_has_an_address_that_the_browser_goes_back_from() {
    on_page(Setup::default(), |page| async move {
        page.give_project().await?;
        page.show("environments").await?;
        assert_eq!(page.value("location.hash").await?, "#/environments");
        page.show("variables").await?;
        page.driver.back().await?;
        page.until("document.querySelector('[data-view=\"#/environments\"]').ariaCurrent === 'page'").await?;
        page.until("document.querySelectorAll('[data-environment]').length === 3").await?;
        // A place within the view is no other view.
        page.value("location.hash = '#main'").await?;
        page.until("document.querySelector('[data-view=\"#/environments\"]').ariaCurrent === 'page'").await?;
        page.click("#clear-button").await?;
        page.click("#clear-confirm").await?;
        page.until("document.querySelector('.page').dataset.state === 'empty'").await?;
        assert_eq!(page.value("troubles").await?, json!([]));
        Ok(())
    });
}

#[test]
fn another_environment_is_judged() {
    on_page(Setup::default(), |page| async move {
        page.give_project().await?;
        page.show("environments").await?;
        let chosen = "document.querySelector('[data-environment][data-chosen=true]').dataset.environment";
        assert_eq!(page.value(chosen).await?, "conf/settings/production.py");
        assert_eq!(
            page.value(
                "[...document.querySelectorAll('[data-difference]')].map((row) => row.dataset.difference)"
            )
            .await?,
            json!(["DEBUG", "INSTALLED_APPS", "SECRET_KEY"])
        );
        page.click("[data-environment='conf/settings/local.py'] .button").await?;
        page.until(&format!("{chosen} === 'conf/settings/local.py'")).await?;
        page.show("").await?;
        page.until("document.querySelector('[data-rule=\"debug.off\"]')?.dataset.status === 'fail'").await?;
        assert_eq!(page.text("#judged-because").await?, "Chosen by you.");
        Ok(())
    });
}

#[test]
fn a_value_that_is_tried_changes_the_verdict_and_one_step_leads_back() {
    on_page(Setup::default(), |page| async move {
        page.give_project().await?;
        let debug = |status: &str| {
            format!("document.querySelector('[data-rule=\"debug.off\"]')?.dataset.status === '{status}'")
        };
        page.until(&debug("open")).await?;
        let loaded = page.hits();
        page.show("variables").await?;
        page.select("#variable-DEBUG select", "value").await?;
        let field = page.driver.find(By::Css("#variable-DEBUG input")).await?;
        // Not a truth to django-environ.
        field.send_keys("t").await?;
        page.show("").await?;
        page.until(&debug("pass")).await?;
        page.show("variables").await?;
        page.driver.find(By::Css("#variable-DEBUG input")).await?.send_keys("rue").await?;
        page.select("#variable-SECRET_KEY select", "value").await?;
        let secret = page.driver.find(By::Css("#variable-SECRET_KEY input")).await?;
        assert_eq!(secret.attr("type").await?.as_deref(), Some("password"));
        secret.send_keys("Canary-typed").await?;
        page.show("").await?;
        page.until(&debug("fail")).await?;
        assert!(page.text(".what-if-bar").await?.contains("2 values given by you"));
        page.until("document.querySelector('#announcement').textContent.startsWith('What if')").await?;
        page.show("settings").await?;
        page.until(
            "document.querySelector('#setting-SECRET_KEY .setting-value').textContent.includes('•••')",
        )
        .await?;
        // It is nowhere but in the tab's memory.
        let traces = "document.documentElement.innerHTML + JSON.stringify({ ...localStorage }) \
                      + JSON.stringify({ ...sessionStorage }) + location.href + document.cookie";
        assert_eq!(page.value(&format!("({traces}).includes('Canary')")).await?, false);
        assert_eq!(page.hits(), loaded);
        page.click("#back-to-files").await?;
        page.until("!document.querySelector('.what-if-bar')").await?;
        page.show("").await?;
        page.until(&debug("open")).await
    });
}

#[test]
fn a_file_of_values_is_offered_and_taken() {
    on_page(Setup::default(), |page| async move {
        page.give_project().await?;
        page.show("variables").await?;
        let offer = "[data-env-file='conf/server.env']";
        assert!(page.text(offer).await?.contains("conf/server.env gives 2 variables."));
        page.click(&format!("{offer} .button")).await?;
        page.until("document.querySelector('#variable-DEBUG option').textContent === 'from conf/server.env'")
            .await?;
        page.show("").await?;
        page.until("document.querySelector('[data-rule=\"debug.off\"]')?.dataset.status === 'fail'").await
    });
}

#[test]
fn an_example_of_the_environment_is_saved() {
    on_page(Setup::default(), |page| async move {
        let folder = Folder::with(&[("empty", "")]);
        page.command(
            "Browser.setDownloadBehavior",
            json!({ "behavior": "allow", "downloadPath": folder.path("") }),
        )
        .await?;
        page.give_project().await?;
        page.show("variables").await?;
        page.click("#download-example").await?;
        // Browsers do not save a file whose name begins with a dot under just this name.
        let saved = || {
            let entries = std::fs::read_dir(folder.path("")).expect("the folder is there").flatten();
            let names = entries.map(|entry| entry.path());
            names
                .filter(|path| path.to_string_lossy().contains("env"))
                .find_map(|path| std::fs::read_to_string(path).ok().filter(|text| text.ends_with('\n')))
        };
        let mut text = None;
        for _ in 0..200 {
            text = saved();
            if text.is_some() {
                break;
            }
            page.promised("new Promise((done) => setTimeout(done, 50))").await?;
        }
        let text = text.expect("a file is saved");
        for line in ["\nSECRET_KEY=\n", "\nDEBUG=False\n", "\nTITLE='two words'\n"] {
            assert!(text.contains(line), "{text}");
        }
        assert_eq!(page.value("troubles").await?, json!([]));
        Ok(())
    });
}

#[test]
fn a_limit_that_was_hit_is_told() {
    on_page(Setup { language: "ru", ..Setup::default() }, |page| async move {
        page.give_project().await?;
        let told = page.text("#limits").await?;
        assert!(told.contains("HUGE") && told.contains("длина текстов"), "{told}");
        Ok(())
    });
}

#[test]
fn every_view_fits_320_pixels() {
    for language in ["en-US", "ru"] {
        on_page(Setup { size: (320, 700), language, ..Setup::default() }, |page| async move {
            page.give_project().await?;
            for view in ["settings", "environments", "variables", "checks", "upgrade"] {
                page.value(&format!("location.hash = '#/{view}'")).await?;
                page.until(&format!(
                    "document.querySelector('[data-view=\"#/{view}\"]').ariaCurrent === 'page'"
                ))
                .await?;
                if view == "upgrade" {
                    page.until("document.querySelector('.upgrade')").await?;
                }
                page.value(
                    "document.querySelectorAll('details').forEach((details) => { details.open = true; })",
                )
                .await?;
                page.fits().await?;
            }
            page.show("variables").await?;
            page.select("#variable-DEBUG select", "value").await?;
            page.until("document.querySelector('.what-if-bar')").await?;
            page.fits().await
        });
    }
}

#[test]
fn an_upgrade_is_rehearsed_to_the_django_that_is_picked() {
    on_page(Setup::default(), |page| async move {
        let folder = Folder::with(&[
            (
                "settings.py",
                "DEFAULT_FILE_STORAGE = 'shop.Storage'\nEMAIL_HOST = 'mx'\nALLOWED_HOSTS = ['a.com']\n",
            ),
            ("requirements.txt", "Django==4.2.30\n"),
        ]);
        page.driver.find(By::Id("pick-folder")).await?.send_keys(folder.path("").to_string_lossy()).await?;
        page.judged().await?;
        page.show("upgrade").await?;
        page.until("document.querySelector('.upgrade')?.dataset.target === '5.2'").await?;
        let steps = "[...document.querySelectorAll('[data-effect=changes] [data-step]')].map(({ dataset }) => dataset.step).join()";
        page.until(&format!("{steps}.includes('STORAGES')")).await?;
        page.select("#upgrade-target", "6.1").await?;
        page.until("document.querySelector('.upgrade')?.dataset.target === '6.1'").await?;
        page.until("document.querySelector('[data-effect=rewrite] [data-step=MAILERS]') !== null").await?;
        assert_eq!(page.text("#target-because").await?, "You chose it.");
        assert_eq!(page.value("troubles").await?, json!([]));
        Ok(())
    });
}
