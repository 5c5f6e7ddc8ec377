//! What a person does on the screen: examples, tabs, editing, language, theme, clearing.

use serde_json::json;
use thirtyfour::prelude::*;

use crate::page::{Folder, Page, Setup, on_page};

const SETTINGS: &str = "import os\n\nDEBUG = True\nSECRET_KEY = 'django-insecure-one'\nINSTALLED_APPS = []\n";

impl Page {
    async fn click(&self, selector: &str) -> WebDriverResult<()> {
        self.driver.find(By::Css(selector)).await?.click().await
    }

    async fn text(&self, selector: &str) -> WebDriverResult<String> {
        let text =
            self.value(&format!("document.querySelector({})?.textContent ?? ''", json!(selector))).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// The names on the tabs.
    async fn tabs(&self) -> WebDriverResult<Vec<String>> {
        let names = self
            .value("[...document.querySelectorAll('[role=tab] .tab-name')].map((name) => name.textContent)")
            .await?;
        Ok(serde_json::from_value(names).expect("names are texts"))
    }

    async fn fits(&self) -> WebDriverResult<()> {
        let widths = self.value("[document.documentElement.scrollWidth, innerWidth]").await?;
        assert!(widths[0].as_u64() <= widths[1].as_u64(), "scrolls sideways: {widths}");
        Ok(())
    }
}

#[test]
fn every_example_is_judged_and_own_texts_come_back() {
    on_page(Setup::default(), |page| async move {
        page.paste(SETTINGS).await?;
        page.judged().await?;
        for example in ["fresh", "halfway", "ready"] {
            page.click("#samples-button").await?;
            page.click(&format!("#samples-menu [data-sample={example}]")).await?;
            page.until("document.querySelector('[role=tab]').textContent !== 'settings.py'").await?;
            page.judged().await?;
            assert!(page.tabs().await?.len() >= 3, "{example}");
            assert_eq!(page.value("troubles").await?, json!([]), "{example}");
        }
        page.click("[data-notice=set-aside] .button").await?;
        page.until("document.querySelector('.all-files') === null").await
    });
}

#[test]
fn the_language_follows_the_browser_and_the_person() {
    on_page(Setup { language: "ru", ..Setup::default() }, |page| async move {
        assert_eq!(page.text("h1").await?, "Предрелизный чек-лист Django");
        assert_eq!(page.value("document.documentElement.lang").await?, "ru");
        page.paste(SETTINGS).await?;
        page.judged().await?;
        page.click("#language-button").await?;
        page.until("document.documentElement.lang === 'en'").await?;
        assert!(page.text("[data-item=debug] h3").await?.contains("Debug mode is off"));
        assert!(
            page.value("document.title").await?.as_str().is_some_and(|title| title.contains("checklist"))
        );
        Ok(())
    });
}

#[test]
fn the_theme_follows_the_browser_and_the_person_and_is_remembered_only_when_asked() {
    const LIGHTNESS: &str = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).reduce((a, b) => a + +b, 0)";
    on_page(Setup { dark: true, ..Setup::default() }, |page| async move {
        assert!(page.value(LIGHTNESS).await?.as_u64() < Some(150));
        page.click("#preferences-button").await?;
        page.click("input[name=theme][value=light]").await?;
        page.until(&format!("{LIGHTNESS} > 600")).await?;
        assert_eq!(page.value("localStorage.length").await?, 0);
        page.click("#remember").await?;
        page.until("localStorage.length === 1").await?;
        page.driver.refresh().await?;
        page.until("document.querySelector('.page')").await?;
        page.until(&format!("{LIGHTNESS} > 600")).await?;
        page.click("#preferences-button").await?;
        page.click("#remember").await?;
        page.until("localStorage.length === 0").await
    });
}

#[test]
fn typing_is_judged_without_losing_the_place() {
    on_page(Setup::default(), |page| async move {
        let long: String = (0..300).map(|number| format!("NAME_{number} = {number}\n")).collect();
        page.paste(&format!("{SETTINGS}{long}")).await?;
        page.judged().await?;
        page.value(
            "(() => { const field = document.querySelector('.panel:not([hidden]) textarea');
                field.focus(); field.setSelectionRange(30, 30);
                document.querySelector('.panel:not([hidden]) .editor').scrollTop = 777; })()",
        )
        .await?;
        let answers = "workers.at(-1).heard.length";
        let before = page.value(answers).await?;
        page.driver.active_element().await?.send_keys("# a").await?;
        page.until(&format!("{answers} > {before}")).await?;
        let place = "[document.activeElement.tagName, document.activeElement.selectionStart]";
        assert_eq!(page.value(place).await?, json!(["TEXTAREA", 33]));
        // The browser's own undo has its memory still.
        page.driver.active_element().await?.send_keys(Key::Control + "z").await?;
        page.until("!document.activeElement.value.includes('# a')").await
    });
}

#[test]
fn files_are_tabs_that_can_be_walked_renamed_closed_and_brought_back() {
    on_page(Setup::default(), |page| async move {
        page.paste(SETTINGS).await?;
        page.until("document.querySelectorAll('[role=tab]').length === 1").await?;
        page.paste("Django==5.2.19\ngunicorn==23.0.0\n").await?;
        page.until("document.querySelectorAll('[role=tab]').length === 2").await?;
        assert_eq!(page.tabs().await?, ["settings.py", "requirements.txt"]);
        let chosen = page.driver.find(By::Css("[role=tab][aria-selected=true]")).await?;
        chosen.send_keys(Key::Left + "").await?;
        page.until("document.activeElement.matches('[role=tab][aria-selected=true]')").await?;
        page.until("document.activeElement.textContent.includes('settings.py')").await?;
        let path = page.driver.find(By::Id("path")).await?;
        path.clear().await?;
        path.send_keys("shop/settings/production.py" + Key::Enter).await?;
        page.until("document.querySelector('[role=tab]').textContent.includes('production.py')").await?;
        page.click("#close-file").await?;
        page.until("document.querySelectorAll('[role=tab]').length === 1").await?;
        page.click("[data-notice=closed] .button").await?;
        page.until("document.querySelectorAll('[role=tab]').length === 2").await?;
        assert_eq!(
            page.value("document.querySelector('.panel:not([hidden]) textarea').value").await?,
            SETTINGS
        );
        page.click("#new-file").await?;
        page.until("document.querySelectorAll('[role=tab]').length === 3").await
    });
}

#[test]
fn a_text_is_typed_into_the_empty_page() {
    on_page(Setup::default(), |page| async move {
        page.driver.find(By::Css("textarea")).await?.send_keys("DEBUG = True\nINSTALLED_APPS = []\n").await?;
        page.judged().await?;
        let field = "document.querySelector('.panel:not([hidden]) textarea')";
        assert_eq!(page.value(&format!("{field}.value")).await?, "DEBUG = True\nINSTALLED_APPS = []\n");
        assert_eq!(page.value(&format!("document.activeElement === {field}")).await?, true);
        assert_eq!(page.tabs().await?, ["settings.py"]);
        Ok(())
    });
}

#[test]
fn the_list_is_narrowed_by_words() {
    on_page(Setup::default(), |page| async move {
        page.paste(SETTINGS).await?;
        page.judged().await?;
        page.driver.find(By::Id("search")).await?.send_keys("qqqqqq").await?;
        page.until("document.querySelectorAll('[data-item]').length === 0").await?;
        assert!(page.text(".checklist").await?.contains("Nothing matches"));
        page.click("#show-all").await?;
        page.judged().await?;
        page.click("#open-all").await?;
        page.until("[...document.querySelectorAll('[data-item]')].every((item) => item.open)").await
    });
}

#[test]
fn the_page_fits_320_pixels_before_and_after() {
    for language in ["en-US", "ru"] {
        on_page(Setup { size: (320, 700), language, ..Setup::default() }, |page| async move {
            page.fits().await?;
            page.driver
                .execute("document.querySelector('[data-sample=halfway]').click()", Vec::new())
                .await?;
            page.judged().await?;
            page.fits().await?;
            page.click("#open-all").await?;
            page.fits().await?;
            page.click(".files-toggle").await?;
            page.until("document.querySelector('.panel:not([hidden]) textarea').offsetParent").await?;
            page.fits().await
        });
    }
}

#[test]
fn the_page_proves_that_it_cannot_send() {
    on_page(Setup::default(), |page| async move {
        let loaded = page.hits();
        page.click("#proof-button").await?;
        page.until("document.querySelectorAll('#proof .policies li').length === 2").await?;
        page.click("#proof-try").await?;
        page.until("document.querySelector('#proof-outcome').textContent.includes('connect-src')").await?;
        assert_eq!(page.hits(), loaded);
        page.driver.active_element().await?.send_keys(Key::Escape + "").await?;
        page.until("!document.querySelector('#proof').open").await?;
        assert_eq!(page.value("document.activeElement.id").await?, "proof-button");
        Ok(())
    });
}

#[test]
fn clearing_asks_first_and_leaves_nothing() {
    on_page(Setup::default(), |page| async move {
        page.paste(SETTINGS).await?;
        page.judged().await?;
        page.click("#clear-button").await?;
        page.click("#clear .dialog-actions .button:not(.danger)").await?;
        assert_eq!(page.tabs().await?, ["settings.py"]);
        page.click("#clear-button").await?;
        page.click("#clear-confirm").await?;
        page.until("document.querySelector('.page').dataset.state === 'empty'").await?;
        assert_eq!(
            page.value("document.documentElement.innerHTML.includes('django-insecure')").await?,
            false
        );
        assert_eq!(page.value("document.querySelector('textarea').value").await?, "");
        Ok(())
    });
}

#[test]
fn a_folder_is_chosen() {
    on_page(Setup::default(), |page| async move {
        let folder = Folder::with(&[
            ("manage.py", "import os\n"),
            ("shop/settings.py", SETTINGS),
            ("shop/__init__.py", ""),
            ("requirements.txt", "django==5.2\n"),
            ("node_modules/left/index.py", "A = 1\n"),
            ("photo.jpg", "not a picture"),
        ]);
        let input = page.driver.find(By::Id("pick-folder")).await?;
        input.send_keys(folder.path("").to_string_lossy()).await?;
        page.judged().await?;
        assert_eq!(page.tabs().await?, ["settings.py", "requirements.txt", "manage.py"]);
        let told = page.text("[data-notice=walked]").await?;
        assert!(told.contains("Looked at 5 files in the folder: 4 read, 1 left out."), "{told}");
        assert_eq!(page.value("document.querySelector('#path').value").await?, "shop/settings.py");
        Ok(())
    });
}
