//! What a person does on the screen: examples, tabs, editing, language, theme, clearing.

use serde_json::json;
use thirtyfour::prelude::*;

use crate::page::{Folder, Page, Setup, on_page};

const SETTINGS: &str = "import os\n\nDEBUG = True\nSECRET_KEY = 'django-insecure-one'\nINSTALLED_APPS = []\n";

impl Page {
    pub(crate) async fn click(&self, selector: &str) -> WebDriverResult<()> {
        self.driver.find(By::Css(selector)).await?.click().await
    }

    pub(crate) async fn text(&self, selector: &str) -> WebDriverResult<String> {
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

    pub(crate) async fn fits(&self) -> WebDriverResult<()> {
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
        page.until("document.querySelectorAll('[role=tab]').length === 1").await?;
        assert_eq!(page.value("document.querySelector('textarea').value").await?, SETTINGS);
        Ok(())
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
        let focused = "document.activeElement.matches('.panel:not([hidden]) textarea')";
        page.click("#new-file").await?;
        page.until("document.querySelectorAll('[role=tab]').length === 3").await?;
        page.until(focused).await?;
        // Of a file closed by the keyboard the focus stays, and the others keep their fields.
        page.value("window.field = document.querySelector('textarea')").await?;
        page.driver.find(By::Id("close-file")).await?.send_keys(Key::Enter + "").await?;
        page.until("document.querySelectorAll('[role=tab]').length === 2").await?;
        assert_eq!(page.value("document.activeElement.id").await?, "close-file");
        assert_eq!(page.value("document.contains(field)").await?, true);
        Ok(())
    });
}

#[test]
fn what_was_unfolded_stays_so_while_one_types() {
    on_page(Setup::default(), |page| async move {
        page.paste(SETTINGS).await?;
        page.judged().await?;
        page.click("#open-all").await?;
        let open = "[...document.querySelectorAll('#item-https .finding')].filter((one) => one.querySelector('.more').open).map((one) => one.dataset.rule)";
        page.value("document.querySelectorAll('#item-https .more').forEach((one) => { one.open = true; })")
            .await?;
        let before: Vec<String> = serde_json::from_value(page.value(open).await?).expect("names are texts");
        let field = page.driver.find(By::Css("textarea")).await?;
        field.send_keys(Key::Control + Key::End).await?;
        field.send_keys("MIDDLEWARE = ['django.middleware.csrf.CsrfViewMiddleware']\n").await?;
        let gone = "middleware.csrf";
        page.until(&format!("!document.querySelector('#item-https .finding[data-rule=\"{gone}\"]')")).await?;
        let after: Vec<String> = serde_json::from_value(page.value(open).await?).expect("names are texts");
        assert!(before.contains(&gone.to_owned()) && before.len() > 2, "{before:?}");
        assert!(before.iter().all(|rule| rule == gone || after.contains(rule)), "{after:?}");
        Ok(())
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
            page.value("scrollTo(0, 0)").await?;
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

/// The finding that is seen first, and where it points.
const FIRST: &str = "[data-item][open] .finding";

#[test]
fn the_first_failing_line_is_there_without_a_click_and_leads_to_the_editor() {
    on_page(Setup::default(), |page| async move {
        page.paste("Django==5.2.19\ngunicorn==23.0.0\n").await?;
        page.judged().await?;
        page.paste(&format!("{}{SETTINGS}", "# a long file\n".repeat(200))).await?;
        page.until("document.querySelector('[data-item=debug][data-status=fail]')").await?;
        assert_eq!(page.status("debug").await?, "fail");
        page.value("document.querySelector('[data-item=debug]').open = true").await?;
        page.until("document.querySelector('[data-rule=\"debug.off\"] .place')?.offsetParent").await?;
        assert_eq!(page.text("[data-rule='debug.off'] .code .lines").await?, "DEBUG = True");
        page.click("[role=tab]").await?;
        page.click("[data-rule='debug.off'] .place").await?;
        page.until("document.activeElement.matches('textarea')").await?;
        let chosen = "(({ value, selectionStart, selectionEnd }) => value.slice(selectionStart, selectionEnd))\
                      (document.activeElement)";
        assert_eq!(page.value(chosen).await?, "DEBUG = True");
        let seen = "(() => { const mark = document.querySelector('.panel:not([hidden]) mark[data-jumped]')
            .getBoundingClientRect(); const editor = document.querySelector('.panel:not([hidden]) .editor')
            .getBoundingClientRect(); return mark.top >= editor.top && mark.bottom <= editor.bottom; })()";
        page.until(seen).await?;
        page.click("#back-button").await?;
        page.until("document.activeElement.dataset.rule === 'debug.off'").await
    });
}

#[test]
fn on_a_phone_a_line_opens_the_files_and_the_way_back_folds_them() {
    on_page(Setup { size: (390, 844), ..Setup::default() }, |page| async move {
        page.paste(SETTINGS).await?;
        page.until(&format!("document.querySelector('{FIRST}')")).await?;
        page.until("!document.querySelector('textarea').offsetParent").await?;
        page.click(&format!("{FIRST} .place")).await?;
        page.until("document.activeElement.matches('textarea')").await?;
        page.fits().await?;
        page.until("document.querySelector('.files').getBoundingClientRect().top < innerHeight / 2").await?;
        page.click("#back-button").await?;
        page.until("document.activeElement.matches('.finding')").await?;
        page.until("!document.querySelector('textarea').offsetParent").await
    });
}

#[test]
fn an_edit_changes_the_verdict() {
    on_page(Setup::default(), |page| async move {
        page.paste(SETTINGS).await?;
        page.until("document.querySelector('[data-rule=\"debug.off\"]')?.dataset.status === 'fail'").await?;
        page.value(
            "(() => { const field = document.querySelector('.panel:not([hidden]) textarea');
                const start = field.value.indexOf('True');
                field.focus(); field.setSelectionRange(start, start + 4); })()",
        )
        .await?;
        page.driver.active_element().await?.send_keys("False").await?;
        page.until("document.querySelector('[data-rule=\"debug.off\"]')?.dataset.status === 'pass'").await?;
        page.until("document.querySelector('#announcement').textContent.includes('left to fix')").await
    });
}

#[test]
fn a_snippet_is_copied() {
    on_page(Setup::default(), |page| async move {
        page.command(
            "Browser.grantPermissions",
            json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] }),
        )
        .await?;
        page.paste(SETTINGS).await?;
        page.until("document.querySelector('.finding .snippet')").await?;
        page.click("[data-item][open] .snippet .button").await?;
        page.until("document.querySelector('[data-item][open] .snippet .button').dataset.copied === 'true'")
            .await?;
        let copied = page.promised("navigator.clipboard.readText()").await?;
        let shown = page.text("[data-item][open] .snippet .lines").await?;
        assert_eq!(copied.as_str().map(str::trim_end), Some(shown.trim_end()));
        Ok(())
    });
}

#[test]
fn the_list_is_narrowed_by_status_and_django_is_chosen() {
    on_page(Setup::default(), |page| async move {
        page.paste(SETTINGS).await?;
        page.until("document.querySelector('.finding')").await?;
        page.click("[data-filter=fail]").await?;
        page.until("document.querySelector('[data-filter=fail]').getAttribute('aria-pressed') === 'true'")
            .await?;
        page.until(
            "[...document.querySelectorAll('[data-rule]')].every((found) => found.dataset.status === 'fail')",
        )
        .await?;
        page.click("#show-all").await?;
        page.value(
            "(() => { const select = document.querySelector('#judged-django'); select.value = '3.2';
                select.dispatchEvent(new Event('change', { bubbles: true })); })()",
        )
        .await?;
        page.until("document.querySelector('.sources a[href*=\"/en/3.2/\"]')").await?;
        assert_eq!(page.text("#django-because").await?, "Chosen by you.");
        Ok(())
    });
}
