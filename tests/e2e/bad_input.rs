//! What is no settings file, or hardly one: a clear sentence, and nothing is lost.

use std::fmt::Write;

use serde_json::json;
use thirtyfour::prelude::WebDriverResult;

use crate::page::{Folder, Page, Setup, on_page};

const SETTINGS: &str = "DEBUG = True\nINSTALLED_APPS = []\n";

async fn notice(page: &Page, kind: &str) -> WebDriverResult<String> {
    let selector = format!("document.querySelector('[data-notice={kind}]')");
    page.until(&selector).await?;
    Ok(page.value(&format!("{selector}.textContent")).await?.as_str().unwrap_or_default().to_owned())
}

#[test]
fn files_that_are_no_text_are_refused_by_name_and_the_rest_is_judged() {
    on_page(Setup::default(), |page| async move {
        let huge = "# filler\n".repeat(150_000);
        let folder = Folder::with(&[
            ("settings.py", SETTINGS),
            ("program.py", "\u{7f}ELF\u{2}\u{1}\u{1}\0\0\0\0\0\0\0\0\0\u{3}\0>\0"),
            ("huge.py", &huge),
            ("empty.py", " \n"),
        ]);
        let names = ["settings.py", "program.py", "huge.py", "empty.py"];
        page.choose(&names.map(|name| folder.path(name))).await?;
        page.judged().await?;
        let told = notice(&page, "refused").await?;
        for sentence in [
            "program.py is binary data, not text, and was not read.",
            "huge.py is 1.3 MB, over the limit of 1 MB, and was not read.",
            "empty.py is empty.",
        ] {
            assert!(told.contains(sentence), "{told}");
        }
        assert_eq!(page.value("document.querySelectorAll('[role=tab]').length").await?, 1);
        Ok(())
    });
}

#[test]
fn a_huge_paste_is_refused_and_the_text_before_stays() {
    on_page(Setup::default(), |page| async move {
        page.paste(SETTINGS).await?;
        page.judged().await?;
        page.paste(&"# filler\n".repeat(150_000)).await?;
        assert!(notice(&page, "refused").await?.contains("The pasted text is 1.3 MB"));
        let field = "document.querySelector('.panel:not([hidden]) textarea')";
        // The same into the field itself, as the browser does it.
        page.value(&format!(
            "(() => {{ {field}.value = '# filler\\n'.repeat(150000);
               {field}.dispatchEvent(new InputEvent('input', {{ bubbles: true }})); }})()"
        ))
        .await?;
        page.until(&format!("{field}.value === {}", json!(SETTINGS))).await
    });
}

#[test]
fn utf_16_and_byte_order_marks_are_read() {
    on_page(Setup::default(), |page| async move {
        // A file's bytes, made in the page as a browser would hand them over.
        page.value(&format!(
            "(() => {{
                const text = {};
                const units = new Uint8Array([0xff, 0xfe, ...[...text].flatMap((c) => [c.charCodeAt(0), 0])]);
                const dataTransfer = new DataTransfer();
                dataTransfer.items.add(new File([units], 'settings.py'));
                dataTransfer.items.add(new File(['\\ufeffdjango==5.2\\r\\ngunicorn\\r\\n'], 'requirements.txt'));
                document.body.dispatchEvent(new DragEvent('drop', {{ dataTransfer, bubbles: true, cancelable: true }}));
            }})()",
            json!(SETTINGS)
        ))
        .await?;
        page.judged().await?;
        let texts = "[...document.querySelectorAll('textarea')].map((field) => field.value)";
        page.until(&format!("{texts}.includes({})", json!(SETTINGS))).await?;
        page.value("document.querySelectorAll('[role=tab]')[1].click()").await?;
        page.until(&format!("{texts}.includes('django==5.2\\ngunicorn\\n')")).await
    });
}

#[test]
fn a_web_page_in_the_place_of_requirements_is_named() {
    on_page(Setup::default(), |page| async move {
        let folder = Folder::with(&[
            ("settings.py", SETTINGS),
            ("requirements.txt", "<!DOCTYPE html><html><body>404: not found</body></html>\n"),
        ]);
        page.choose(&[folder.path("settings.py"), folder.path("requirements.txt")]).await?;
        page.judged().await?;
        page.until("document.querySelectorAll('[role=tab]').length === 2").await?;
        page.value("[...document.querySelectorAll('[role=tab]')].find((tab) => tab.textContent.includes('req')).click()")
            .await?;
        page.until("document.querySelector('.kind').textContent === 'Web page'").await
    });
}

#[test]
fn a_folder_with_thousands_of_files_is_walked_and_told() {
    on_page(Setup::default(), |page| async move {
        let mut names: Vec<String> = vec!["shop/settings.py".to_owned(), "requirements.txt".to_owned()];
        for number in 0..1500 {
            names.push(format!("node_modules/package{number}/index.py"));
            names.push(format!("shop/pictures/{number}.svg"));
        }
        names.extend((0..400).map(|number| format!("shop/parts/part{number}.py")));
        let files: Vec<(&str, &str)> = names
            .iter()
            .map(|name| (name.as_str(), if name.ends_with("settings.py") { SETTINGS } else { "A = 1\n" }))
            .collect();
        let folder = Folder::with(&files);
        page.drop_paths(&[folder.path("")]).await?;
        let told = notice(&page, "walked").await?;
        assert!(told.contains("Looked at 1902 files in the folder: 402 read, 1500 left out."), "{told}");
        assert!(told.contains("1 folder of other people"), "{told}");
        page.judged().await?;
        assert_eq!(page.value("document.querySelector('#path').value").await?, "shop/settings.py");
        assert_eq!(page.value("document.querySelectorAll('.all-files option').length").await?, 403);
        Ok(())
    });
}

#[test]
fn strange_python_is_judged_all_the_same() {
    let mut nested = String::from("A = ");
    for _ in 0..5000 {
        nested.push('[');
    }
    let mut wide = String::new();
    for number in 0..20_000 {
        writeln!(wide, "NAME_{number} = {number}").expect("a text takes everything");
    }
    let texts = [
        "print 'two'\nDEBUG = True\n".to_owned(),
        "DEBUG = True\nINSTALLED_APPS = [\n".to_owned(),
        "if True:\n\tDEBUG = True\n        ALLOWED_HOSTS = []\n".to_owned(),
        "DEBUG = 'one \0 null'\nINSTALLED_APPS = []\n".to_owned(),
        format!("{nested}\nDEBUG = True\n"),
        wide,
        as_deep_as_allowed(),
    ];
    on_page(Setup::default(), |page| async move {
        for (number, text) in texts.iter().enumerate() {
            page.paste(text).await?;
            page.until(&format!("document.querySelectorAll('[role=tab]').length === {}", number + 1)).await?;
            page.judged().await?;
            let kept =
                page.value("document.querySelector('.panel:not([hidden]) textarea').value.length").await?;
            assert_eq!(kept.as_u64(), Some(text.encode_utf16().count() as u64), "{number}");
        }
        assert_eq!(page.value("workers.length").await?, 1, "the engine lived through all of them");
        Ok(())
    });
}

/// Everything nested as far as it is read, calls within loops too: the stack of a
/// browser is small, and the limits have to be hit before its end.
fn as_deep_as_allowed() -> String {
    let blocks: String = (0..60).map(|depth| format!("{}if A:\n", " ".repeat(depth))).collect();
    let loops: String = (1..40).map(|depth| format!("{}for x in [1]:\n", " ".repeat(depth))).collect();
    [
        format!("A = {}{}", "[".repeat(85), "]".repeat(85)),
        format!("B = {}0", "1 if A else ".repeat(85)),
        "f = lambda x: x".to_owned(),
        format!("C = {}1{}", "f(".repeat(80), ")".repeat(80)),
        format!("{blocks}{}D = 1", " ".repeat(60)),
        format!("def g(n):\n{loops}{}return [y for y in g(n - 1)]\nE = g(99)", " ".repeat(40)),
        "def h(n): return h(n - 1)\nF = h(99)\nDEBUG = True\n".to_owned(),
    ]
    .join("\n")
}
