//! The page in a browser of its own: to open it, to act on it, to read it.

use std::future::Future;
use std::io::{BufRead, BufReader, Write};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::browser::Browser;
use crate::serve::Server;

/// One browser at a time: the timings of several on a small machine mean nothing.
static TURN: Mutex<()> = Mutex::new(());

/// How long anything on the page may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Lets a test reach the page's workers as `workers`, without changing what they do,
/// and keeps what goes wrong in `troubles`.
const RECORD: &str = "
window.troubles = [];
addEventListener('error', ({ message }) => troubles.push(message));
document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
  troubles.push(`${effectiveDirective} ${blockedURI}`));
window.workers = [];
window.Worker = class extends Worker {
  constructor(...words) { super(...words); workers.push(this); this.heard = [];
    this.addEventListener('message', ({ data }) => this.heard.push(data)); }
};";

/// How the browser is set before the page is opened.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setup {
    /// The first of the person's languages.
    pub(crate) language: &'static str,
    pub(crate) dark: bool,
    pub(crate) size: (u32, u32),
    /// A script that runs before any of the page's.
    pub(crate) before: &'static str,
    /// What is true once the page is there, in JavaScript.
    pub(crate) there: &'static str,
}

/// The engine has said that it listens.
const READY: &str = "workers.at(-1)?.heard.some(({ ready }) => ready)";

impl Default for Setup {
    fn default() -> Self {
        Self { language: "en-US", dark: false, size: (1440, 900), before: "", there: READY }
    }
}

/// The page, opened and with its engine ready.
#[derive(Clone)]
pub(crate) struct Page {
    pub(crate) driver: WebDriver,
    server: Arc<Server>,
}

/// Runs a test on the page. Without a browser or a built page it says so and passes,
/// unless `CI` is set: there a test that did not run has failed.
pub(crate) fn on_page<F>(setup: Setup, test: impl FnOnce(Page) -> F)
where
    F: Future<Output = WebDriverResult<()>> + 'static,
{
    let (browser, dist) = match Browser::find().and_then(|browser| Ok((browser, built_page()?))) {
        Ok(found) => found,
        Err(missing) if std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false") => {
            panic!("{missing}")
        }
        Err(missing) => {
            // Past the capture of the test harness, or nobody would know.
            writeln!(std::io::stderr(), "not run: {missing}").expect("the standard error is open");
            return;
        }
    };
    // A test that failed before has let go of its browser all the same.
    let _turn = TURN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime starts");
    runtime.block_on(tokio::task::LocalSet::new().run_until(async {
        let steered = Driver::start(&browser);
        let page = Page::open(&browser, &steered, dist, setup).await.expect("the page opens");
        let driver = page.driver.clone();
        let outcome = tokio::task::spawn_local(test(page)).await;
        // Else the browser would outlive its driver.
        driver.quit().await.ok();
        match outcome {
            Ok(done) => done.expect("the browser does what the test asks"),
            Err(failed) => resume_unwind(failed.into_panic()),
        }
    }));
}

/// The folder of the page, if it was built from the sources as they are now.
fn built_page() -> Result<PathBuf, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let built = std::fs::metadata(root.join("dist/index.html"))
        .and_then(|page| page.modified())
        .map_err(|_| "the page is not built: run `cargo verify`, or `trunk build --release` before")?;
    let newest = ["index.html", "Cargo.lock", "src", "www"].map(|part| newest(&root.join(part)));
    if newest.into_iter().flatten().any(|changed| changed > built) {
        return Err("dist/ is older than the sources: run `cargo verify`, or `trunk build --release` before"
            .to_owned());
    }
    Ok(root.join("dist"))
}

fn newest(path: &Path) -> Option<SystemTime> {
    // These are no part of the page.
    if path.ends_with("src/bin/dev") || path.ends_with("src/bin/preflight.rs") {
        return None;
    }
    match std::fs::read_dir(path) {
        Ok(entries) => entries.flatten().filter_map(|entry| newest(&entry.path())).max(),
        Err(_) => path.metadata().ok()?.modified().ok(),
    }
}

/// A chromedriver that ends with the test.
struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    fn start(browser: &Browser) -> Self {
        // Of several drivers that start at once, two may be given one port, and
        // the later one ends.
        (0..8).find_map(|_| Self::attempt(browser)).expect("chromedriver says its port")
    }

    fn attempt(browser: &Browser) -> Option<Self> {
        let mut process = Command::new(&browser.driver)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let mut said = BufReader::new(process.stdout.take().expect("it is piped")).lines();
        let port = said
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok());
        let Some(port) = port else {
            // It has ended; only its number is left to be given back.
            let _ = process.wait();
            return None;
        };
        // It must not block on a pipe that nobody reads.
        std::thread::spawn(move || said.for_each(drop));
        Some(Self { process, port })
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

impl Page {
    async fn open(browser: &Browser, steered: &Driver, dist: PathBuf, setup: Setup) -> WebDriverResult<Self> {
        let server = Server::start(dist, 0).expect("a free port");
        let mut capabilities = DesiredCapabilities::chrome();
        capabilities.set_binary(&browser.program.to_string_lossy())?;
        // The flags are those of the message tests.
        let flags: Value = serde_json::from_str(include_str!("../../webdriver.json")).expect("it is JSON");
        for flag in flags["goog:chromeOptions"]["args"].as_array().expect("a list") {
            capabilities.add_arg(flag.as_str().expect("a text"))?;
        }
        let (width, height) = setup.size;
        capabilities.add_arg(&format!("--window-size={width},{height}"))?;
        capabilities.add_experimental_option("prefs", json!({ "intl.accept_languages": setup.language }))?;
        let driver = WebDriver::new(format!("http://127.0.0.1:{}", steered.port), capabilities).await?;
        let page = Self { driver, server: Arc::new(server) };
        page.driver.set_script_timeout(PATIENCE).await?;
        page.command("Page.addScriptToEvaluateOnNewDocument", json!({ "source": RECORD })).await?;
        page.command("Page.addScriptToEvaluateOnNewDocument", json!({ "source": setup.before })).await?;
        // A phone's width is narrower than a browser's window can be.
        page.command(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false }),
        )
        .await?;
        let scheme = if setup.dark { "dark" } else { "light" };
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        page.command("Emulation.setEmulatedMedia", json!({ "features": features })).await?;
        page.driver.goto(page.server.url()).await?;
        page.until(setup.there).await?;
        Ok(page)
    }

    /// A command of the browser's own protocol, for what WebDriver lacks.
    pub(crate) async fn command(&self, name: &str, parameters: Value) -> WebDriverResult<Value> {
        self.driver.cdp().send_raw(name, parameters).await
    }

    /// The paths that were asked for so far.
    pub(crate) fn hits(&self) -> Vec<String> {
        self.server.hits()
    }

    /// The value of a JavaScript expression.
    pub(crate) async fn value(&self, expression: &str) -> WebDriverResult<Value> {
        Ok(self.driver.execute(format!("return ({expression});"), Vec::new()).await?.json().clone())
    }

    /// What a promise comes to.
    pub(crate) async fn promised(&self, expression: &str) -> WebDriverResult<Value> {
        let script = format!(
            "const done = arguments[0]; Promise.resolve({expression}).then(done, (error) => done(`${{error}}`));"
        );
        Ok(self.driver.execute_async(script, Vec::new()).await?.json().clone())
    }

    /// Waits until a JavaScript expression is true.
    pub(crate) async fn until(&self, expression: &str) -> WebDriverResult<()> {
        let truth = format!("!!({expression})");
        let end = tokio::time::Instant::now() + PATIENCE;
        while self.value(&truth).await? != Value::Bool(true) {
            assert!(tokio::time::Instant::now() < end, "never came: {expression}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }

    /// Asks the engine directly, as a script would, and gives its answer.
    pub(crate) async fn ask(&self, message: &Value) -> WebDriverResult<Value> {
        self.promised(&format!(
            "new Promise((answered) => {{
                const worker = workers.at(-1);
                worker.addEventListener('message', ({{ data }}) => answered(data), {{ once: true }});
                worker.postMessage({message});
            }})"
        ))
        .await
    }

    /// Pastes a text outside of any field.
    pub(crate) async fn paste(&self, text: &str) -> WebDriverResult<()> {
        let text = json!(text);
        self.value(&format!(
            "(() => {{
                const clipboardData = new DataTransfer();
                clipboardData.setData('text/plain', {text});
                document.body.dispatchEvent(new ClipboardEvent('paste', {{ clipboardData, bubbles: true, cancelable: true }}));
            }})()"
        ))
        .await?;
        Ok(())
    }

    /// Drops files (or folders) of this machine's disk, as a person does.
    pub(crate) async fn drop_paths(&self, paths: &[PathBuf]) -> WebDriverResult<()> {
        for step in ["dragEnter", "dragOver", "drop"] {
            self.command(
                "Input.dispatchDragEvent",
                json!({
                    "type": step, "x": 200, "y": 200,
                    "data": { "items": [], "files": paths, "dragOperationsMask": 1 },
                }),
            )
            .await?;
        }
        Ok(())
    }

    /// Gives files to the ordinary file input.
    pub(crate) async fn choose(&self, paths: &[PathBuf]) -> WebDriverResult<()> {
        let paths: Vec<_> = paths.iter().map(|path| path.to_string_lossy()).collect();
        let input = self.driver.find(By::Css("input[type=file][multiple]")).await?;
        input.send_keys(paths.join("\n")).await
    }

    /// Waits until the checklist is there.
    pub(crate) async fn judged(&self) -> WebDriverResult<()> {
        self.until("document.querySelectorAll('[data-item]').length === 14").await
    }

    /// What the page shows as an item's status.
    pub(crate) async fn status(&self, item: &str) -> WebDriverResult<Value> {
        self.value(&format!("document.querySelector('[data-item=\"{item}\"]')?.dataset.status")).await
    }
}

/// A folder on disk for as long as a test needs it.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let unique =
            SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("it is past 1970").as_nanos();
        let folder = std::env::temp_dir().join(format!("preflight-{}-{unique}", std::process::id()));
        for (name, text) in files {
            let path = folder.join(name);
            std::fs::create_dir_all(path.parent().expect("it is in the folder"))
                .expect("the disk takes a folder");
            std::fs::write(path, text).expect("the disk takes a file");
        }
        Self(folder)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        if name.is_empty() { self.0.clone() } else { self.0.join(name) }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}
