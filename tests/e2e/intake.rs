//! Texts and files come in: pasted, dropped, chosen, too early.

use crate::page::{Folder, Setup, on_page};

const SETTINGS: &str = "import os\nfrom django.core.management import utils\n\nDEBUG = True\n\
                        SECRET_KEY = 'django-insecure-one'\nALLOWED_HOSTS = ['*']\nINSTALLED_APPS = []\n";

#[test]
fn a_pasted_text_is_judged() {
    on_page(Setup::default(), |page| async move {
        page.paste(SETTINGS).await?;
        page.judged().await?;
        let words = ["fail", "attention", "open", "manual", "no-data", "pass", "not-applicable"];
        let status = page.status("debug").await?;
        assert!(status.as_str().is_some_and(|status| words.contains(&status)), "{status}");
        Ok(())
    });
}

#[test]
fn what_is_pasted_before_the_program_is_there_is_not_lost() {
    let before = "document.addEventListener('readystatechange', () => {
        if (document.readyState !== 'interactive') return;
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', 'DEBUG = True\\nSECRET_KEY = 1\\nINSTALLED_APPS = []\\n');
        document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });";
    on_page(Setup { before, ..Setup::default() }, |page| async move { page.judged().await });
}

#[test]
fn a_folder_is_dropped() {
    on_page(Setup::default(), |page| async move {
        let folder = Folder::with(&[("shop/settings.py", SETTINGS), ("requirements.txt", "django==5.2\n")]);
        page.drop_paths(&[folder.path("")]).await?;
        page.judged().await?;
        page.until("document.body.textContent.includes('requirements.txt')").await
    });
}

#[test]
fn several_files_are_chosen() {
    on_page(Setup::default(), |page| async move {
        let folder = Folder::with(&[("settings.py", SETTINGS), ("requirements.txt", "django==5.2\n")]);
        page.choose(&[folder.path("settings.py"), folder.path("requirements.txt")]).await?;
        page.judged().await?;
        page.until("document.body.textContent.includes('requirements.txt')").await
    });
}
