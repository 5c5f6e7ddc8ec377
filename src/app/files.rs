//! Files and folders, dropped, chosen or pasted, read into texts.

use std::collections::BTreeSet;

use gloo::file::futures::read_as_bytes;
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    DataTransfer, File, FileList, FileSystemDirectoryEntry, FileSystemDirectoryReader, FileSystemEntry,
    FileSystemFileEntry,
};
use yew::Callback;

use super::state::{Action, Given, Intake, Refused, Walk};
use super::worth::{MAX_FILES, is_worth_reading, rank, skips_folder, without_common_folder};
use crate::source::{MAX_BYTES, Unreadable, decode, sort_by};

/// Together, so much is taken from one folder.
const MAX_TOTAL: usize = 24 * 1024 * 1024;

/// A file at its path, not read yet.
struct Found {
    path: String,
    file: File,
}

/// What walking a folder met.
#[derive(Default)]
struct Trail {
    found: Vec<Found>,
    skipped_folders: BTreeSet<String>,
    folders: bool,
}

/// A text from the clipboard.
#[must_use]
pub fn pasted(text: &str) -> Option<Intake> {
    match decode(text.as_bytes()) {
        Ok(text) => Some(Intake { files: vec![Given { path: String::new(), text }], ..Intake::default() }),
        Err(Unreadable::Empty) => None,
        Err(why) => Some(Intake { refused: vec![Refused { path: String::new(), why }], ..Intake::default() }),
    }
}

/// Reads what a file input holds.
pub fn read_list(list: &FileList, folder: bool, act: Callback<Action>) {
    let mut trail = Trail { folders: folder, ..Trail::default() };
    for file in (0..list.length()).filter_map(|index| list.get(index)) {
        let path = relative_path(&file).unwrap_or_else(|| file.name());
        let inside = path.rsplit_once('/').map_or("", |(folders, _)| folders);
        // The first folder is the one that was chosen, whatever it is called.
        let mut upto = String::new();
        let skipped = inside.split('/').enumerate().find_map(|(depth, name)| {
            upto = format!("{upto}/{name}");
            (depth > 0 && skips_folder(name)).then(|| upto.clone())
        });
        match skipped {
            Some(folder) => {
                trail.skipped_folders.insert(folder);
            }
            None => trail.found.push(Found { path, file }),
        }
    }
    if trail.found.is_empty() && trail.skipped_folders.is_empty() {
        return;
    }
    act.emit(Action::Reading);
    spawn_local(async move { act.emit(Action::Give(read(trail).await)) });
}

/// Reads what was dropped or pasted; says whether there was a file among it.
pub fn read_transfer(data: &DataTransfer, act: Callback<Action>) -> bool {
    let items = data.items();
    // Items and entries live only as long as the event: all are taken now.
    let mut entries: Vec<FileSystemEntry> = Vec::new();
    let mut loose: Vec<File> = Vec::new();
    for item in (0..items.length()).filter_map(|index| items.get(index)).filter(|item| item.kind() == "file")
    {
        match item.webkit_get_as_entry() {
            Ok(Some(entry)) => entries.push(entry),
            _ => loose.extend(item.get_as_file().ok().flatten()),
        }
    }
    if entries.is_empty() && loose.is_empty() {
        return false;
    }
    act.emit(Action::Reading);
    spawn_local(async move {
        let mut trail = Trail::default();
        for file in loose {
            trail.found.push(Found { path: file.name(), file });
        }
        for entry in entries {
            walk(entry, &mut trail).await;
        }
        act.emit(Action::Give(read(trail).await));
    });
    true
}

/// Collects the files under an entry, folder by folder.
async fn walk(entry: FileSystemEntry, trail: &mut Trail) {
    let mut waiting = vec![(entry, String::new())];
    while let Some((entry, folder)) = waiting.pop() {
        let path = if folder.is_empty() { entry.name() } else { format!("{folder}/{}", entry.name()) };
        if entry.is_directory() {
            trail.folders = true;
            // What a person dropped by itself is wanted, whatever it is called.
            if !folder.is_empty() && skips_folder(&entry.name()) {
                trail.skipped_folders.insert(path);
                continue;
            }
            let reader = entry.unchecked_into::<FileSystemDirectoryEntry>().create_reader();
            for child in children(&reader).await {
                waiting.push((child, path.clone()));
            }
        } else if let Some(file) = file_of(entry.unchecked_into()).await {
            trail.found.push(Found { path, file });
        }
    }
}

/// A browser hands the children out in batches; an empty one is the end.
async fn children(reader: &FileSystemDirectoryReader) -> Vec<FileSystemEntry> {
    let mut all = Vec::new();
    loop {
        let batch = answer(|done, failed| reader.read_entries_with_callback_and_callback(done, failed)).await;
        let Some(batch) = batch.and_then(|batch| batch.dyn_into::<Array>().ok()) else { return all };
        if batch.length() == 0 {
            return all;
        }
        all.extend(batch.iter().map(JsCast::unchecked_into::<FileSystemEntry>));
    }
}

async fn file_of(entry: FileSystemFileEntry) -> Option<File> {
    let file = answer(|done, failed| {
        entry.file_with_callback_and_callback(done, failed);
        Ok(())
    });
    file.await?.dyn_into().ok()
}

/// Waits for a function that answers by one of two callbacks.
async fn answer(mut ask: impl FnMut(&Function, &Function) -> Result<(), JsValue>) -> Option<JsValue> {
    let promise = Promise::new(&mut |done, failed| {
        if let Err(error) = ask(&done, &failed) {
            // A rejected promise is all that can be told; it cannot fail itself.
            let _ = failed.call1(&JsValue::NULL, &error);
        }
    });
    JsFuture::from(promise).await.ok()
}

/// Reads the files. Of a folder only those that matter; what a person gave one by
/// one is read in any case.
async fn read(trail: Trail) -> Intake {
    let Trail { mut found, skipped_folders, folders } = trail;
    let seen = found.len();
    let mut too_many = false;
    if folders {
        found.retain(|found| is_worth_reading(&found.path, found.file.size() as usize));
        sort_by(&mut found, |a, b| rank(&a.path).cmp(&rank(&b.path)).then_with(|| a.path.cmp(&b.path)));
        let mut total = 0;
        let taken = found
            .iter()
            .take(MAX_FILES)
            .take_while(|found| {
                total += found.file.size() as usize;
                total <= MAX_TOTAL
            })
            .count();
        too_many = taken < found.len();
        found.truncate(taken);
        let paths: Vec<&str> = found.iter().map(|found| found.path.as_str()).collect();
        let prefix = without_common_folder(&paths);
        found.iter_mut().for_each(|found| found.path = found.path.split_off(prefix));
        sort_by(&mut found, |a, b| a.path.cmp(&b.path));
    }
    let mut intake = Intake::default();
    for Found { path, file } in found {
        match text_of(&file).await {
            Ok(text) => intake.files.push(Given { path, text }),
            // A package is marked by a file that is empty most of the time.
            Err(Unreadable::Empty) if folders => {
                if path.ends_with("__init__.py") {
                    intake.files.push(Given { path, text: String::new() });
                }
            }
            Err(why) => intake.refused.push(Refused { path, why }),
        }
    }
    if folders {
        let (read, skipped_folders) = (intake.files.len(), skipped_folders.len());
        intake.walk = Some(Walk { seen, read, skipped_folders, too_many });
    }
    intake
}

async fn text_of(file: &File) -> Result<String, Unreadable> {
    let size = file.size() as usize;
    if size > MAX_BYTES {
        return Err(Unreadable::TooLarge(size));
    }
    // A file that was deleted or moved away since has nothing to read.
    let bytes = read_as_bytes(&gloo::file::Blob::from(file.clone())).await.map_err(|_| Unreadable::Empty)?;
    decode(&bytes)
}

/// The path within a chosen folder; none for a file by itself.
fn relative_path(file: &File) -> Option<String> {
    let path = Reflect::get(file, &JsValue::from_str("webkitRelativePath")).ok()?.as_string()?;
    (!path.is_empty()).then_some(path)
}
