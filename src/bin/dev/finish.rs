//! What Trunk leaves to be done after a build: no inline script, hashed names for the
//! engine, the smallest wasm that the machine can make, and what everything weighs.

use std::collections::hash_map::DefaultHasher;
use std::env;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::programs::on_path;

/// What the whole page may weigh before a warning, in brotli bytes.
const AIM: usize = 400 * 1024;

/// What it may weigh before the build fails.
const LIMIT: usize = 1360 * 1024;

/// Trunk's `post_build` hook.
pub(crate) fn run() -> Result<(), String> {
    let folder = PathBuf::from(
        env::var_os("TRUNK_STAGING_DIR")
            .ok_or("post-build is run by Trunk: see the hook in Trunk.toml; try `trunk build`")?,
    );
    let release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");

    if release {
        shrink(&folder)?;
    }
    let page_path = folder.join("index.html");
    let mut page = read(&page_path)?;
    if let Some((without, script)) = take_inline_script(&page) {
        let name = format!("boot-{}.js", hash(script.as_bytes()));
        fs::write(folder.join(&name), &script).map_err(|error| format!("{name}: {error}"))?;
        page = without.replace(HOLE, &format!("<script type=\"module\" src=\"./{name}\"></script>"));
    }
    for name in ["worker.js", "worker_bg.wasm"] {
        page = name_by_hash(&folder, name, &page)?;
    }
    check_policy_holds(&page)?;
    fs::write(&page_path, page).map_err(|error| format!("{}: {error}", page_path.display()))?;

    // A debug build weighs ten times as much and is never downloaded.
    if release { weigh(&folder) } else { Ok(()) }
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Stands for the script while it is moved.
const HOLE: &str = "<!-- boot -->";

/// The page without Trunk's inline module, and the module's text.
fn take_inline_script(page: &str) -> Option<(String, String)> {
    let open = "<script type=\"module\">";
    let start = page.find(open)?;
    let length = page[start..].find("</script>")?;
    let script = page[start + open.len()..start + length].trim();
    let without = format!("{}{HOLE}{}", &page[..start], &page[start + length + "</script>".len()..]);
    Some((without, format!("{script}\n")))
}

/// Gives a file its hash, and the page the new name.
fn name_by_hash(folder: &Path, name: &str, page: &str) -> Result<String, String> {
    let path = folder.join(name);
    let content = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let (stem, extension) = name.rsplit_once('.').expect("the names have extensions");
    let hashed = format!("{stem}-{}.{extension}", hash(&content));
    let address = format!("\"./{name}\"");
    if !page.contains(&address) {
        return Err(format!("index.html does not link {address}, where the page looks for the engine"));
    }
    fs::rename(&path, folder.join(&hashed)).map_err(|error| format!("{hashed}: {error}"))?;
    Ok(page.replace(&address, &format!("\"./{hashed}\"")))
}

/// Short, and the same for the same bytes; it guards against stale caches, not forgery.
fn hash(content: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// The policy drops inline scripts and styles silently, so the build is where they are found.
fn check_policy_holds(page: &str) -> Result<(), String> {
    for (index, _) in page.match_indices("<script") {
        let tag = page[index..].split('>').next().unwrap_or_default();
        if !tag.contains(" src=") {
            return Err(format!("index.html has an inline script, which its policy refuses: {tag}>"));
        }
    }
    if page.contains("<style") || page.contains(" style=") {
        return Err("index.html has an inline style, which its policy refuses".to_owned());
    }
    Ok(())
}

/// Runs `wasm-opt` over every wasm, where there is one.
fn shrink(folder: &Path) -> Result<(), String> {
    let Some(program) = on_path("wasm-opt") else {
        println!(
            "wasm-opt is not on PATH, so the page is larger than it could be. \
             To get it: npm install --global binaryen"
        );
        return Ok(());
    };
    for path in files(folder)?.into_iter().filter(|path| path.extension().is_some_and(|end| end == "wasm")) {
        let smaller = path.with_extension("smaller");
        let status = Command::new(&program)
            // It is sent compressed, and what repeats itself compresses well: `-Oz`, functions
            // written into their callers and data cut at its zeros are smaller, but weigh more.
            .args(["-Os", "--skip-pass=memory-packing"])
            .args(["--one-caller-inline-max-function-size=0", "--always-inline-max-function-size=0"])
            // What rustc and wasm-bindgen make today; an old wasm-opt has to be told.
            .args(["--enable-bulk-memory", "--enable-nontrapping-float-to-int", "--enable-sign-ext"])
            .args(["--enable-mutable-globals", "--enable-reference-types", "--enable-multivalue"])
            .arg(&path)
            .arg("-o")
            .arg(&smaller)
            .status()
            .map_err(|error| format!("wasm-opt: {error}"))?;
        if status.success() {
            fs::rename(&smaller, &path).map_err(|error| format!("{}: {error}", path.display()))?;
        } else {
            println!("wasm-opt could not read {}; it stays as it is", path.display());
            fs::remove_file(&smaller).ok();
        }
    }
    Ok(())
}

/// Prints what a visitor downloads, compressed as a server would.
fn weigh(folder: &Path) -> Result<(), String> {
    let mut total = 0;
    println!("{:>10} {:>10}  file", "raw", "brotli");
    for path in files(folder)? {
        let content = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let weight = brotli_size(&content);
        total += weight;
        let name = path.strip_prefix(folder).unwrap_or(&path).display();
        println!("{:>10} {weight:>10}  {name}", content.len());
    }
    println!("{:>10} {total:>10}  in all; the aim is {AIM}", "");
    if total > LIMIT {
        return Err(format!("the page weighs {total} bytes, and the limit is {LIMIT}"));
    }
    if total > AIM {
        println!("The page weighs more than the aim.");
    }
    Ok(())
}

fn brotli_size(content: &[u8]) -> usize {
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut compressed, &parameters)
        .expect("reading and writing memory does not fail");
    compressed.len()
}

/// Every file below a folder, sorted.
fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inline_module_is_taken_out() {
        let page = "<head>\n<script type=\"module\">\nimport init from './app.js';\n</script></head>";
        let (without, script) = take_inline_script(page).expect("there is one");
        assert_eq!(script, "import init from './app.js';\n");
        assert_eq!(without, "<head>\n<!-- boot --></head>");
        assert_eq!(take_inline_script(&without), None);
    }

    #[test]
    fn what_the_policy_would_drop_fails_the_build() {
        assert_eq!(check_policy_holds("<script src=\"./boot.js\"></script>"), Ok(()));
        assert!(check_policy_holds("<script>let a;</script>").is_err());
        assert!(check_policy_holds("<p style=\"color: red\">").is_err());
    }
}
