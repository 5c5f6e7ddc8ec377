//! What the page knows and how each event changes it. Pure: no browser, no clock.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::discriminant;
use std::ops::Deref;
use std::rc::Rc;

use yew::Reducible;

use crate::model::{
    Environment, Finding, Item, Lang, Report, Rulebook, SettingState, Stage, Status, Topology,
};
use crate::protocol::{InputFile, Options};
use crate::source::{FileKind, Unreadable, recognise, sort_by_key, suggested_name};

/// A document's number; never given out twice.
pub type DocumentId = u32;

/// A text on the page, in its own tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    pub id: DocumentId,
    /// The path within the tree; empty while nothing was written.
    pub path: Rc<str>,
    /// With LF alone, as a text field would have it.
    pub text: Rc<str>,
    /// A name that was given with the text, or by the person, stays; otherwise
    /// it follows from what the text looks like.
    pub named: bool,
    /// Its editor is kept, with its undo and scroll, once it was seen.
    pub visited: bool,
}

impl Document {
    fn blank(id: DocumentId) -> Self {
        Self { id, path: "".into(), text: "".into(), named: false, visited: true }
    }

    /// A place for a text that has not come yet.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        !self.named && self.text.trim().is_empty()
    }

    /// What the text is taken for.
    #[must_use]
    pub fn kind(&self) -> FileKind {
        recognise(&self.path, &self.text)
    }

    /// The name without its folders.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

/// A file as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Its path, or empty where the text came without a name.
    pub path: String,
    pub text: String,
}

/// A file that is no text to judge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    pub path: String,
    pub why: Unreadable,
}

/// What was met in a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Walk {
    /// Files seen.
    pub seen: usize,
    /// Files read.
    pub read: usize,
    /// Folders not entered, such as `.git` and virtual environments.
    pub skipped_folders: usize,
    /// There were more files worth reading than the page takes.
    pub too_many: bool,
}

/// Everything that one drop, choice or paste brought.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Intake {
    pub files: Vec<Given>,
    pub refused: Vec<Refused>,
    /// Where a folder was among them.
    pub walk: Option<Walk>,
}

/// Something the person should know, until dismissed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub id: u32,
    pub body: NoticeBody,
}

/// What a notice says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoticeBody {
    Refused(Vec<Refused>),
    Walked(Walk),
    /// These texts gave way to newer ones of the same paths.
    Replaced(Vec<Document>),
    Closed(Document),
    /// These texts gave way to an example.
    SetAside(Vec<Document>),
    /// Nothing in what was given could be used.
    NothingFound,
    /// The engine broke down and was started again.
    EngineRestarted,
    /// The results are those of the files alone again.
    LeftWhatIf(WhatIf),
}

/// Whether the engine can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Engine {
    #[default]
    Loading,
    Ready,
    /// It could not be started at all.
    Failed,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the browser prefers.
    #[default]
    Auto,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// The word in storage and in `data-theme`.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// What is chosen for the look of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Preferences {
    pub lang: Lang,
    pub theme: Theme,
    /// Kept on this device; otherwise they live as long as the page.
    pub remember: bool,
}

/// Whether texts have between them every word that is looked for.
pub fn has_words(searched: &str, parts: &mut dyn Iterator<Item = &str>) -> bool {
    if searched.trim().is_empty() {
        return true;
    }
    let text = parts.collect::<Vec<_>>().join("\n").to_lowercase();
    searched.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

/// Which findings are shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Empty: all.
    pub statuses: BTreeSet<Status>,
    pub words: String,
}

impl Filter {
    /// Something is left out.
    #[must_use]
    pub fn is_active(&self) -> bool {
        !self.statuses.is_empty() || !self.words.trim().is_empty()
    }

    fn takes_status(&self, status: Status) -> bool {
        self.statuses.is_empty() || self.statuses.contains(&status)
    }

    fn takes_words<'a>(&self, parts: impl Iterator<Item = &'a str>) -> bool {
        has_words(&self.words, &mut { parts })
    }

    /// Whether a finding is shown.
    #[must_use]
    pub fn takes(&self, finding: &Finding, lang: Lang) -> bool {
        let texts = [&finding.title, &finding.message, &finding.why, &finding.how];
        self.takes_status(finding.status)
            && self.takes_words(
                [finding.rule.as_str(), finding.item.title().get(lang)]
                    .into_iter()
                    .chain(texts.into_iter().map(|text| text.get(lang)))
                    .chain(finding.mirrors.iter().map(String::as_str))
                    .chain(finding.variables.iter().map(String::as_str))
                    .chain(finding.evidence.iter().flat_map(|at| [at.file.as_str(), at.shown.as_str()])),
            )
    }

    /// Whether an item without a finding of its own is shown.
    #[must_use]
    pub fn takes_item(&self, item: Item, status: Status, lang: Lang) -> bool {
        self.takes_status(status) && self.takes_words([item.slug(), item.title().get(lang)].into_iter())
    }
}

/// What the results are looked at as; each has an address of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    #[default]
    Checklist,
    Settings,
    Environments,
    Variables,
    /// Under another Django.
    Upgrade,
    /// What `check --deploy` prints.
    Checks,
    /// What the rules are, whatever the files.
    Rules,
}

impl View {
    pub const ALL: [Self; 7] = [
        Self::Checklist,
        Self::Settings,
        Self::Environments,
        Self::Variables,
        Self::Checks,
        Self::Upgrade,
        Self::Rules,
    ];

    /// The part of the address after the page's own.
    #[must_use]
    pub const fn hash(self) -> &'static str {
        match self {
            Self::Checklist => "#/",
            Self::Settings => "#/settings",
            Self::Environments => "#/environments",
            Self::Variables => "#/variables",
            Self::Checks => "#/checks",
            Self::Rules => "#/rules",
            Self::Upgrade => "#/upgrade",
        }
    }
}

/// What the part of the address after the page's own names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Address {
    pub view: View,
    /// Among the rules, the one that is shown.
    pub rule: Option<Rc<str>>,
}

impl From<View> for Address {
    fn from(view: View) -> Self {
        Self { view, rule: None }
    }
}

impl Address {
    /// The address of a rule's own page.
    #[must_use]
    pub fn of_rule(rule: &str) -> String {
        format!("{}/{rule}", View::Rules.hash())
    }

    /// What a part of an address names; none where it names a place within what is shown.
    #[must_use]
    pub fn at(hash: &str) -> Option<Self> {
        if hash.is_empty() {
            return Some(Self::default());
        }
        if let Some(rule) = hash.strip_prefix("#/rules/").filter(|rule| !rule.is_empty()) {
            return Some(Self { view: View::Rules, rule: Some(rule.into()) });
        }
        let view = View::ALL.into_iter().find(|view| view.hash() == hash)?;
        Some(Self { view, rule: None })
    }

    /// The part of the address.
    #[must_use]
    pub fn hash(&self) -> String {
        self.rule.as_deref().map_or_else(|| self.view.hash().to_owned(), Self::of_rule)
    }
}

/// How a setting stands, for those who look for some of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Knowledge {
    Known,
    Environment,
    Unknown,
    /// The files do not set it, so that Django's own value holds.
    Default,
}

impl Knowledge {
    pub const ALL: [Self; 4] = [Self::Known, Self::Environment, Self::Unknown, Self::Default];

    /// The word in `data-state`.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Environment => "environment",
            Self::Unknown => "unknown",
            Self::Default => "default",
        }
    }
}

impl From<SettingState> for Knowledge {
    fn from(state: SettingState) -> Self {
        match state {
            SettingState::Known => Self::Known,
            SettingState::Environment => Self::Environment,
            SettingState::Unknown => Self::Unknown,
        }
    }
}

/// Which settings are shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SettingsFilter {
    /// Empty: all that the files set.
    pub states: BTreeSet<Knowledge>,
    pub words: String,
}

impl SettingsFilter {
    /// Something was asked for.
    #[must_use]
    pub fn is_active(&self) -> bool {
        !self.states.is_empty() || !self.words.trim().is_empty()
    }

    /// Whether a setting is shown. Django's own values are many: they are when they
    /// are asked for, by their name or as such.
    #[must_use]
    pub fn takes(&self, name: &str, shown: &str, state: Knowledge) -> bool {
        let words = self.words.trim();
        let of_state = match state {
            Knowledge::Default if words.is_empty() => self.states.contains(&state),
            _ => self.states.is_empty() || self.states.contains(&state),
        };
        of_state && has_words(words, &mut [name, shown].into_iter())
    }
}

/// What is taken to hold of one environment variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Assumed {
    Value(String),
    Unset,
}

/// What a person takes to hold of the server. It lives in memory alone: never in
/// storage, an address or anything that leaves the page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WhatIf {
    pub variables: BTreeMap<String, Assumed>,
    /// The path of a file whose values are taken.
    pub file: Option<String>,
    /// All other variables are unset, rather than unknown.
    pub closed: bool,
}

impl WhatIf {
    /// The results are not those of the files alone.
    #[must_use]
    pub fn is_active(&self) -> bool {
        *self != Self::default()
    }

    /// How many variables were given a value, and how many are unset.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        let unset = self.variables.values().filter(|assumed| **assumed == Assumed::Unset).count();
        (self.variables.len() - unset, unset)
    }
}

/// A line to show in the editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jump {
    pub document: DocumentId,
    pub line: u32,
    /// Differs from jump to jump, so that the same line can be shown twice.
    pub serial: u32,
    /// The person asked for it, so the keyboard goes there too.
    pub asked: bool,
}

/// What the engine made and many views look at; compared by identity, which is cheap and
/// enough: a new answer is a new object.
#[derive(Debug)]
pub struct Shared<T>(Rc<T>);

/// A judgement.
pub type SharedReport = Shared<Report>;

/// The rules as the engine lists them.
pub type SharedRulebook = Shared<Rulebook>;

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> From<Rc<T>> for Shared<T> {
    fn from(made: Rc<T>) -> Self {
        Self(made)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// The environment that is judged.
#[must_use]
pub fn judged(report: &Report) -> Option<&Environment> {
    report.environments.iter().find(|environment| environment.chosen)
}

/// The whole page.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// Never empty: a blank one takes the first text.
    pub documents: Vec<Document>,
    pub active: DocumentId,
    /// The files are a whole folder, so what is not here does not exist.
    pub complete: bool,
    /// Grows with everything that calls for a new judgement.
    pub revision: u32,
    pub report: Option<SharedReport>,
    pub engine: Engine,
    /// The engine broke down over these very texts.
    pub lost: bool,
    /// Files are being read.
    pub reading: bool,
    pub notices: Vec<Notice>,
    pub preferences: Preferences,
    pub filter: Filter,
    /// Items that stand open while everything is shown.
    pub opened: BTreeSet<Item>,
    /// Items that were closed while a filter shows what matches.
    pub closed: BTreeSet<Item>,
    /// Django chosen by the person.
    pub django: Option<String>,
    /// Settings file chosen by the person.
    pub settings: Option<String>,
    /// How the site is served, as far as the person says.
    pub topology: Topology,
    /// Django to rehearse an upgrade to, chosen by the person.
    pub target: Option<String>,
    pub address: Address,
    pub settings_filter: SettingsFilter,
    /// The rules, once they were asked for.
    pub rulebook: Option<SharedRulebook>,
    /// Which rules are looked for.
    pub rules_words: String,
    /// What a real `check --deploy` printed; in memory alone.
    pub real_output: String,
    pub what_if: WhatIf,
    pub jump: Option<Jump>,
    /// The element that a jump came from.
    pub came_from: Option<String>,
    /// On a narrow screen the files fold away once there is a report.
    pub files_shown: bool,
    /// The first failing item was opened for this set of files.
    greeted: bool,
    /// The texts came from elsewhere, and nobody is writing: the editor may move.
    untouched: bool,
    /// Everything here is an example, as it was given.
    example: bool,
    next_id: u32,
}

impl Default for State {
    fn default() -> Self {
        Self {
            documents: vec![Document::blank(0)],
            active: 0,
            complete: false,
            revision: 0,
            report: None,
            engine: Engine::default(),
            lost: false,
            reading: false,
            notices: Vec::new(),
            preferences: Preferences::default(),
            filter: Filter::default(),
            opened: BTreeSet::new(),
            closed: BTreeSet::new(),
            django: None,
            settings: None,
            topology: Topology::NOT_SAID,
            target: None,
            address: Address::default(),
            settings_filter: SettingsFilter::default(),
            rulebook: None,
            rules_words: String::new(),
            real_output: String::new(),
            what_if: WhatIf::default(),
            jump: None,
            came_from: None,
            files_shown: false,
            greeted: false,
            untouched: false,
            example: false,
            next_id: 1,
        }
    }
}

/// Everything that can happen.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Files are being read.
    Reading,
    /// Files were dropped, chosen or pasted.
    Give(Intake),
    /// An example takes the place of what is there.
    Example(Vec<Given>),
    /// A new, blank text.
    New,
    Edit {
        document: DocumentId,
        text: String,
    },
    Rename {
        document: DocumentId,
        path: String,
    },
    Activate(DocumentId),
    Close(DocumentId),
    ClearAll,
    Dismiss(u32),
    /// Takes back what a notice tells of.
    Restore(u32),
    EngineReady,
    EngineRestarted,
    EngineFailed,
    Reported {
        revision: u32,
        report: SharedReport,
    },
    ToggleStatus(Status),
    Search(String),
    ClearFilter,
    Open {
        item: Item,
        open: bool,
    },
    OpenAll(bool),
    /// Shows a line of a file; `from` is the id of the element that asked.
    GoTo {
        file: String,
        line: u32,
        from: String,
    },
    /// The jump was answered by going back.
    Return,
    ShowFiles(bool),
    ChooseDjango(Option<String>),
    ChooseSettings(Option<String>),
    /// Says how the site is served.
    SayServed(Topology),
    ChooseTarget(Option<String>),
    Show(Address),
    /// Shows what the checklist says of a rule.
    ShowFinding(String),
    /// The rules have come.
    Rules(SharedRulebook),
    SearchRules(String),
    /// What a real `check --deploy` printed.
    RealOutput(String),
    SearchSettings(String),
    ToggleKnowledge(Knowledge),
    ClearSettingsFilter,
    /// Takes something to hold of a variable; none: it is as unknown as it was.
    Assume {
        variable: String,
        assumed: Option<Assumed>,
    },
    AssumeFile(Option<String>),
    AssumeClosed(bool),
    /// Back to what the files alone say.
    AssumeNothing,
    Prefer(Preferences),
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(self.after(action))
    }
}

impl State {
    /// The page as it opens.
    #[must_use]
    pub fn new(preferences: Preferences) -> Self {
        Self { preferences, ..Self::default() }
    }

    /// Nothing was given yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.documents.iter().all(|document| document.text.trim().is_empty())
    }

    /// The document whose tab is selected.
    #[must_use]
    pub fn active_document(&self) -> Option<&Document> {
        self.document(self.active)
    }

    /// The document of a number.
    #[must_use]
    pub fn document(&self, id: DocumentId) -> Option<&Document> {
        self.documents.iter().find(|document| document.id == id)
    }

    /// The document at a path.
    #[must_use]
    pub fn at_path(&self, path: &str) -> Option<&Document> {
        self.documents.iter().find(|document| &*document.path == path)
    }

    /// What the engine is asked to judge.
    #[must_use]
    pub fn input(&self) -> (Vec<InputFile>, Options) {
        let files = self
            .documents
            .iter()
            .filter(|document| !document.path.is_empty())
            .map(|document| InputFile { path: document.path.to_string(), text: document.text.to_string() })
            .collect();
        let besides = self.besides();
        let mut options = Options {
            django: self.django.clone(),
            settings: self.settings.clone(),
            topology: self.topology,
            target: (besides == Some(View::Upgrade))
                .then(|| self.target.clone().unwrap_or_else(|| "next".to_owned())),
            complete: self.complete,
            closed_environment: self.what_if.closed,
            environment_file: self.what_if.file.clone(),
            after_fixes: besides == Some(View::Checks),
            ..Options::default()
        };
        for (name, assumed) in &self.what_if.variables {
            match assumed {
                Assumed::Value(value) => {
                    options.environment.insert(name.clone(), value.clone());
                }
                Assumed::Unset => {
                    options.unset.insert(name.clone());
                }
            }
        }
        (files, options)
    }

    /// The view for which more is judged than for the others. It takes as long again, so
    /// only where it is seen.
    #[must_use]
    pub fn besides(&self) -> Option<View> {
        Some(self.address.view).filter(|view| matches!(view, View::Checks | View::Upgrade))
    }

    /// Whether an item's findings are unfolded.
    #[must_use]
    pub fn is_open(&self, item: Item) -> bool {
        if self.filter.is_active() { !self.closed.contains(&item) } else { self.opened.contains(&item) }
    }

    /// The state after an action.
    #[must_use]
    pub fn after(&self, action: Action) -> Self {
        let mut next = self.clone();
        next.apply(action);
        next
    }

    fn apply(&mut self, action: Action) {
        match action {
            Action::Reading => self.reading = true,
            Action::Give(intake) => self.give(intake),
            Action::Example(files) => self.example(files),
            Action::New => self.add_blank(),
            Action::Edit { document, text } => self.edit(document, text),
            Action::Rename { document, path } => self.rename(document, &path),
            Action::Activate(id) => self.activate(id),
            Action::Close(id) => self.close(id),
            Action::ClearAll => {
                let blank = self.take_id();
                *self = Self {
                    documents: vec![Document::blank(blank)],
                    active: blank,
                    engine: self.engine,
                    preferences: Preferences { remember: false, ..self.preferences },
                    revision: self.revision + 1,
                    next_id: self.next_id,
                    rulebook: self.rulebook.clone(),
                    ..Self::default()
                };
            }
            Action::Dismiss(id) => self.notices.retain(|notice| notice.id != id),
            Action::Restore(id) => self.restore(id),
            Action::EngineReady => self.engine = Engine::Ready,
            Action::EngineRestarted => {
                self.lost = true;
                self.tell(NoticeBody::EngineRestarted);
            }
            Action::EngineFailed => self.engine = Engine::Failed,
            Action::Reported { revision, report } => self.reported(revision, report),
            Action::ToggleStatus(status) => {
                if !self.filter.statuses.remove(&status) {
                    self.filter.statuses.insert(status);
                }
                self.closed.clear();
            }
            Action::Search(words) => {
                self.filter.words = words;
                self.closed.clear();
            }
            Action::ClearFilter => {
                self.filter = Filter::default();
                self.closed.clear();
            }
            Action::Open { item, open } => self.open(item, open),
            Action::OpenAll(open) => Item::ALL.into_iter().for_each(|item| self.open(item, open)),
            Action::GoTo { file, line, from } => self.go_to(&file, line, from),
            Action::Return => {
                self.came_from = None;
                self.files_shown = false;
            }
            Action::ShowFiles(shown) => {
                self.files_shown = shown;
                self.came_from = None;
            }
            Action::ChooseDjango(version) => {
                self.django = version;
                self.changed();
            }
            Action::ChooseSettings(path) => {
                self.settings = path;
                self.changed();
            }
            Action::SayServed(topology) => {
                self.topology = topology;
                self.changed();
            }
            Action::ChooseTarget(version) => {
                self.target = version;
                self.changed();
            }
            Action::Show(address) => self.address = address,
            Action::ShowFinding(rule) => self.show_finding(&rule),
            Action::Rules(rules) => self.rulebook = Some(rules),
            Action::SearchRules(words) => self.rules_words = words,
            Action::RealOutput(text) => self.real_output = text,
            Action::SearchSettings(words) => self.settings_filter.words = words,
            Action::ToggleKnowledge(state) => {
                let states = &mut self.settings_filter.states;
                if !states.remove(&state) {
                    states.insert(state);
                }
            }
            Action::ClearSettingsFilter => self.settings_filter = SettingsFilter::default(),
            Action::Assume { variable, assumed } => {
                match assumed {
                    Some(assumed) => self.what_if.variables.insert(variable, assumed),
                    None => self.what_if.variables.remove(&variable),
                };
                self.changed();
            }
            Action::AssumeFile(path) => {
                self.what_if.file = path;
                self.changed();
            }
            Action::AssumeClosed(closed) => {
                self.what_if.closed = closed;
                self.changed();
            }
            Action::AssumeNothing => {
                let left = std::mem::take(&mut self.what_if);
                if left.is_active() {
                    self.tell(NoticeBody::LeftWhatIf(left));
                    self.changed();
                }
            }
            Action::Prefer(preferences) => self.preferences = preferences,
        }
    }

    fn take_id(&mut self) -> u32 {
        let id = self.next_id;
        self.next_id += 1;
        id
    }

    fn tell(&mut self, body: NoticeBody) {
        // Of what takes nothing back, only the latest counts; so of values left.
        let adds_up =
            matches!(body, NoticeBody::Replaced(_) | NoticeBody::Closed(_) | NoticeBody::SetAside(_));
        if !adds_up {
            self.notices.retain(|known| discriminant(&known.body) != discriminant(&body));
        }
        let id = self.take_id();
        self.notices.push(Notice { id, body });
    }

    fn changed(&mut self) {
        self.revision += 1;
        self.lost = false;
        if self.is_empty() {
            self.report = None;
            self.opened.clear();
            self.greeted = false;
            self.complete = false;
            self.what_if = WhatIf::default();
            self.real_output.clear();
        }
        if self.what_if.file.as_deref().is_some_and(|path| self.at_path(path).is_none()) {
            self.what_if.file = None;
        }
        if self.settings.as_deref().is_some_and(|path| self.at_path(path).is_none()) {
            self.settings = None;
        }
    }

    fn give(&mut self, intake: Intake) {
        self.reading = false;
        self.untouched = true;
        self.example &= intake.files.is_empty();
        let nothing = intake.files.is_empty() && intake.refused.is_empty();
        let mut replaced = Vec::new();
        let mut first = None;
        let mut files = intake.files;
        sort_by_key(&mut files, |given| tab_order(&given.path));
        for given in files {
            let text = plain_lines(&given.text);
            let named = !given.path.is_empty();
            let path =
                if named { given.path } else { self.free_path(suggested_name(recognise("", &text)), None) };
            let found = self.documents.iter().position(|document| *document.path == *path);
            let id = if let Some(index) = found {
                if *self.documents[index].text != *text {
                    replaced.push(self.documents[index].clone());
                    self.documents[index].text = text.into();
                }
                self.documents[index].id
            } else {
                self.place(path.into(), text.into(), named)
            };
            first.get_or_insert(id);
        }
        self.documents.retain(|document| !document.is_blank() || Some(document.id) == first);
        if let Some(id) = self.most_telling(first) {
            self.activate(id);
        }
        self.settle();
        if !replaced.is_empty() {
            self.tell(NoticeBody::Replaced(replaced));
        }
        if !intake.refused.is_empty() {
            self.tell(NoticeBody::Refused(intake.refused));
        }
        if let Some(walk) = intake.walk {
            self.complete = true;
            self.tell(NoticeBody::Walked(walk));
        }
        if nothing && intake.walk.is_none_or(|walk| walk.read == 0) {
            self.tell(NoticeBody::NothingFound);
        }
        self.changed();
    }

    /// Puts a text into the blank document, or into one of its own.
    fn place(&mut self, path: Rc<str>, text: Rc<str>, named: bool) -> DocumentId {
        if let Some(blank) = self.documents.iter_mut().find(|document| document.is_blank()) {
            (blank.path, blank.text, blank.named, blank.visited) = (path, text, named, false);
            return blank.id;
        }
        let id = self.take_id();
        self.documents.push(Document { id, path, text, named, visited: false });
        id
    }

    /// Of many files, the one to open first: settings, above all for production.
    fn most_telling(&self, first: Option<DocumentId>) -> Option<DocumentId> {
        let first = first?;
        let weight = |document: &Document| {
            let path = document.path.to_ascii_lowercase();
            let settings = path.contains("settings") && path.ends_with(".py");
            let production = path.contains("prod");
            (!settings, !(settings && production), path.matches('/').count())
        };
        let named = self.document(first).is_some_and(|document| document.named);
        if !named {
            return Some(first);
        }
        self.documents.iter().filter(|document| document.id >= first).min_by_key(|d| weight(d)).map(|d| d.id)
    }

    /// A path that no other document has.
    fn free_path(&self, wanted: &str, except: Option<DocumentId>) -> String {
        let taken = |path: &str| {
            self.documents.iter().any(|document| &*document.path == path && Some(document.id) != except)
        };
        if !taken(wanted) {
            return wanted.to_owned();
        }
        let (folder, name) = wanted.rsplit_once('/').map_or(("", wanted), |(folder, name)| (folder, name));
        let slash = if folder.is_empty() { "" } else { "/" };
        let (stem, extension) = match name.rsplit_once('.') {
            Some((stem, extension)) if !stem.is_empty() => (stem, format!(".{extension}")),
            _ => (name, String::new()),
        };
        (2..)
            .map(|number| format!("{folder}{slash}{stem}_{number}{extension}"))
            .find(|path| !taken(path))
            .expect("there are more numbers than documents")
    }

    fn example(&mut self, files: Vec<Given>) {
        let own = !std::mem::replace(&mut self.example, false);
        let before: Vec<Document> =
            self.documents.iter().filter(|document| own && !document.is_blank()).cloned().collect();
        self.documents.clear();
        // What was set aside before stays within reach.
        self.notices.retain(|notice| matches!(notice.body, NoticeBody::SetAside(_)));
        self.report = None;
        self.opened.clear();
        self.greeted = false;
        self.django = None;
        self.settings = None;
        self.topology = Topology::NOT_SAID;
        self.target = None;
        self.real_output.clear();
        self.settings_filter = SettingsFilter::default();
        self.what_if = WhatIf::default();
        self.filter = Filter::default();
        self.jump = None;
        self.came_from = None;
        self.files_shown = false;
        self.give(Intake { files, ..Intake::default() });
        // An example is a whole project.
        self.complete = true;
        self.example = true;
        if !before.is_empty() {
            self.tell(NoticeBody::SetAside(before));
        }
    }

    fn add_blank(&mut self) {
        let id = match self.documents.iter().find(|document| document.is_blank()) {
            Some(document) => document.id,
            None => {
                let id = self.take_id();
                self.documents.push(Document::blank(id));
                id
            }
        };
        self.activate(id);
        // To the field itself, and to none of its lines.
        self.jump_to(id, 0, true);
        self.files_shown = true;
    }

    fn edit(&mut self, id: DocumentId, text: String) {
        let text = plain_lines(&text);
        let Some(index) = self.documents.iter().position(|document| document.id == id) else { return };
        if *self.documents[index].text == *text {
            return;
        }
        self.untouched = false;
        self.example = false;
        // A text that has just begun may yet turn out to be something else; a
        // long one keeps its name.
        let young = self.documents[index].text.len() < 200;
        if !self.documents[index].named && young {
            let path = if text.trim().is_empty() {
                String::new()
            } else {
                self.free_path(suggested_name(recognise("", &text)), Some(id))
            };
            self.documents[index].path = path.into();
        }
        self.documents[index].text = text.into();
        self.changed();
    }

    fn rename(&mut self, id: DocumentId, path: &str) {
        let path = path.trim().replace('\\', "/");
        let path = path.trim_start_matches("./").trim_matches('/');
        if path.is_empty() {
            return;
        }
        let path = self.free_path(path, Some(id));
        if let Some(document) = self.documents.iter_mut().find(|document| document.id == id)
            && *document.path != *path
        {
            document.path = path.into();
            document.named = true;
            self.changed();
        }
    }

    fn activate(&mut self, id: DocumentId) {
        if let Some(document) = self.documents.iter_mut().find(|document| document.id == id) {
            document.visited = true;
            self.active = id;
        }
    }

    fn close(&mut self, id: DocumentId) {
        let Some(index) = self.documents.iter().position(|document| document.id == id) else { return };
        let closed = self.documents.remove(index);
        if self.active == id
            && let Some(next) = self.documents.get(index).or(self.documents.last())
        {
            self.activate(next.id);
        }
        self.settle();
        if !closed.is_blank() {
            self.tell(NoticeBody::Closed(closed));
        }
        self.changed();
    }

    /// There is always a document, and always one in front.
    fn settle(&mut self) {
        if self.documents.is_empty() {
            let id = self.take_id();
            self.documents.push(Document::blank(id));
        }
        if self.document(self.active).is_none() {
            self.activate(self.documents[0].id);
        }
    }

    fn restore(&mut self, notice: u32) {
        let Some(index) = self.notices.iter().position(|known| known.id == notice) else { return };
        match self.notices.remove(index).body {
            NoticeBody::Replaced(before) => {
                for old in before {
                    if let Some(document) = self.documents.iter_mut().find(|document| document.id == old.id) {
                        document.text = old.text;
                    }
                }
            }
            NoticeBody::Closed(document) => {
                let path = self.free_path(&document.path, None);
                let id = self.place(path.into(), document.text, true);
                self.activate(id);
            }
            NoticeBody::SetAside(documents) => {
                self.example = false;
                self.active = documents.first().map_or(self.active, |document| document.id);
                self.documents = documents;
                self.complete = false;
                self.real_output.clear();
                self.settle();
                self.activate(self.active);
            }
            NoticeBody::LeftWhatIf(left) => self.what_if = left,
            NoticeBody::Refused(_)
            | NoticeBody::Walked(_)
            | NoticeBody::NothingFound
            | NoticeBody::EngineRestarted => {}
        }
        self.changed();
    }

    fn reported(&mut self, revision: u32, report: SharedReport) {
        // A late answer to an older question still beats an empty page, but
        // not an answer that is already there.
        if self.is_empty() || (self.report.is_some() && revision != self.revision) {
            return;
        }
        if !self.greeted
            && let Some(worst) = first_failing(&report)
        {
            self.opened.insert(worst);
            self.greeted = true;
            let at = report
                .findings
                .iter()
                .filter(|finding| finding.item == worst && finding.status <= Status::Attention)
                .min_by_key(|finding| finding.status)
                .and_then(|finding| finding.evidence.first());
            if let Some(at) = at
                && self.untouched
            {
                self.show(&at.file, at.line, false);
            }
        }
        self.lost = false;
        self.report = Some(report);
    }

    fn open(&mut self, item: Item, open: bool) {
        let filtered = self.filter.is_active();
        let (set, insert) = if filtered { (&mut self.closed, !open) } else { (&mut self.opened, open) };
        if insert {
            set.insert(item);
        } else {
            set.remove(&item);
        }
    }

    /// Brings the checklist to a rule's finding, which no filter may hide.
    fn show_finding(&mut self, rule: &str) {
        let Some(report) = &self.report else { return };
        let Some(item) = report.findings.iter().find(|finding| finding.rule == rule).map(|found| found.item)
        else {
            return;
        };
        self.filter = Filter::default();
        self.closed.clear();
        self.opened.insert(item);
        self.address = Address::default();
    }

    fn go_to(&mut self, file: &str, line: u32, from: String) {
        if self.show(file, line, true) {
            self.came_from = Some(from);
            self.files_shown = true;
        }
    }

    /// Brings a line to the front; says whether its file is here.
    fn show(&mut self, file: &str, line: u32, asked: bool) -> bool {
        let Some(document) = self.at_path(file).map(|document| document.id) else { return false };
        self.activate(document);
        self.jump_to(document, line, asked);
        true
    }

    fn jump_to(&mut self, document: DocumentId, line: u32, asked: bool) {
        let serial = self.jump.as_ref().map_or(0, |jump| jump.serial + 1);
        self.jump = Some(Jump { document, line, serial, asked });
    }
}

/// Line ends as a text field has them, so that a field never differs from the state.
fn plain_lines(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

/// Settings come first among many tabs, then requirements.
fn tab_order(path: &str) -> u8 {
    let path = path.to_ascii_lowercase();
    match path.rsplit_once('.') {
        Some((stem, "py")) if stem.contains("settings") => 0,
        _ if path.contains("requirements") || path.ends_with("pyproject.toml") => 1,
        _ => 2,
    }
}

/// The item to look at first.
fn first_failing(report: &Report) -> Option<Item> {
    Stage::ALL
        .into_iter()
        .flat_map(|stage| report.items.iter().filter(move |item| item.stage == stage))
        .filter(|item| item.status <= Status::Attention)
        .min_by_key(|item| item.status)
        .map(|item| item.item)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::text;

    fn given(path: &str, text: &str) -> Given {
        Given { path: path.to_owned(), text: text.to_owned() }
    }

    fn give(files: &[(&str, &str)]) -> Action {
        Action::Give(Intake {
            files: files.iter().map(|(path, text)| given(path, text)).collect(),
            ..Intake::default()
        })
    }

    fn after(actions: impl IntoIterator<Item = Action>) -> State {
        actions.into_iter().fold(State::default(), |state, action| state.after(action))
    }

    fn paths(state: &State) -> Vec<&str> {
        state.documents.iter().map(|document| &*document.path).collect()
    }

    #[test]
    fn pasted_texts_are_named_by_what_they_are() {
        let state = after([give(&[("", "DEBUG = True\n")]), give(&[("", "Django==5.2\ngunicorn\n")])]);
        assert_eq!(paths(&state), ["settings.py", "requirements.txt"]);
        assert_eq!(state.active_document().map(Document::name), Some("requirements.txt"));
    }

    #[test]
    fn a_second_text_of_the_same_kind_keeps_the_first() {
        let state = after([give(&[("", "DEBUG = True\n")]), give(&[("", "DEBUG = False\n")])]);
        assert_eq!(paths(&state), ["settings.py", "settings_2.py"]);
    }

    #[test]
    fn typing_into_the_blank_text_names_it_until_it_is_renamed() {
        let id = State::default().active;
        let edit = |text: &str| Action::Edit { document: id, text: text.to_owned() };
        let state = after([edit("Django==5.2\n")]);
        assert_eq!(paths(&state), ["requirements.txt"]);
        let state = state.after(edit("DEBUG = True\n"));
        assert_eq!(paths(&state), ["settings.py"]);
        let state = state.after(Action::Rename { document: id, path: " conf\\prod.py ".to_owned() });
        assert_eq!(paths(&state.after(edit("Django==5.2\n"))), ["conf/prod.py"]);
        assert!(state.after(edit("")).is_empty());
    }

    #[test]
    fn two_texts_never_share_a_path() {
        let state = after([give(&[("a/settings.py", "A = 1\n"), ("b.py", "B = 1\n")])]);
        let id = state.at_path("b.py").expect("given above").id;
        let state = state.after(Action::Rename { document: id, path: "a/settings.py".to_owned() });
        assert_eq!(paths(&state), ["a/settings.py", "a/settings_2.py"]);
    }

    #[test]
    fn a_file_given_again_replaces_the_text_and_can_be_taken_back() {
        let state = after([give(&[("settings.py", "A = 1\n")]), give(&[("settings.py", "A = 2\n")])]);
        assert_eq!(paths(&state), ["settings.py"]);
        assert_eq!(&*state.documents[0].text, "A = 2\n");
        let notice = state.notices[0].id;
        let state = state.after(Action::Restore(notice));
        assert_eq!(&*state.documents[0].text, "A = 1\n");
        assert!(state.notices.is_empty());
    }

    #[test]
    fn closing_and_bringing_back_loses_nothing() {
        let state = after([give(&[("settings.py", "A = 1\n")])]);
        let closed = state.after(Action::Close(state.active));
        assert!(closed.is_empty());
        let back = closed.after(Action::Restore(closed.notices[0].id));
        assert_eq!((paths(&back), &*back.documents[0].text), (vec!["settings.py"], "A = 1\n"));
    }

    #[test]
    fn an_example_sets_own_texts_aside() {
        let state = after([
            give(&[("settings.py", "A = 1\n")]),
            Action::Example(vec![given("demo/settings.py", "DEBUG = True\n")]),
        ]);
        assert_eq!(paths(&state), ["demo/settings.py"]);
        assert!(state.complete);
        let other = state.after(Action::Example(vec![given("other/settings.py", "DEBUG = True\n")]));
        assert_eq!(other.notices, state.notices, "an example gives way to another without a word");
        let back = state.after(Action::Restore(state.notices[0].id));
        assert_eq!(paths(&back), ["settings.py"]);
        assert!(!back.complete);
    }

    #[test]
    fn of_many_files_production_settings_come_to_the_front() {
        let state = after([give(&[
            ("manage.py", "import os\n"),
            ("app/settings/base.py", "A = 1\n"),
            ("app/settings/production.py", "A = 1\n"),
            ("requirements.txt", "django\n"),
        ])]);
        assert_eq!(state.active_document().map(|d| &*d.path), Some("app/settings/production.py"));
    }

    #[test]
    fn line_ends_become_those_of_a_text_field() {
        let state = after([give(&[("settings.py", "A = 1\r\nB = 2\rC = 3\n")])]);
        assert_eq!(&*state.documents[0].text, "A = 1\nB = 2\nC = 3\n");
    }

    #[test]
    fn what_was_refused_is_told_and_nothing_else_changes() {
        let refused = Refused { path: "db.sqlite3".to_owned(), why: Unreadable::Binary };
        let state = after([
            give(&[("settings.py", "A = 1\n")]),
            Action::Give(Intake { refused: vec![refused.clone()], ..Intake::default() }),
        ]);
        assert_eq!(paths(&state), ["settings.py"]);
        assert_eq!(state.notices[0].body, NoticeBody::Refused(vec![refused]));
    }

    #[test]
    fn everything_that_matters_asks_for_a_new_judgement() {
        let state = after([give(&[("settings.py", "A = 1\n")])]);
        let id = state.active;
        for action in [
            Action::Edit { document: id, text: "A = 2\n".to_owned() },
            Action::Rename { document: id, path: "b.py".to_owned() },
            Action::ChooseDjango(Some("4.2".to_owned())),
            Action::ChooseSettings(Some("settings.py".to_owned())),
            Action::AssumeClosed(true),
            assume("A", Some(Assumed::Unset)),
            Action::Close(id),
            Action::ClearAll,
        ] {
            assert!(state.after(action.clone()).revision > state.revision, "{action:?}");
        }
        for action in [
            Action::Search("a".to_owned()),
            Action::OpenAll(true),
            Action::New,
            Action::Show(View::Settings.into()),
            Action::Show(View::Checks.into()),
            Action::Show(View::Upgrade.into()),
            Action::SearchSettings("a".to_owned()),
            Action::ToggleKnowledge(Knowledge::Known),
            Action::AssumeNothing,
        ] {
            assert_eq!(state.after(action).revision, state.revision);
        }
    }

    #[test]
    fn a_view_that_needs_more_asks_for_it_and_changes_nothing_else() {
        let state = after([give(&[("settings.py", "A = 1\n")])]);
        for (view, target, after_fixes) in [
            (View::Upgrade, Some("next"), false),
            (View::Checks, None, true),
            (View::Settings, None, false),
            (View::Rules, None, false),
        ] {
            let shown = state.after(Action::Show(view.into()));
            assert_eq!(shown.revision, state.revision, "{view:?}");
            let options = shown.input().1;
            assert_eq!((options.target.as_deref(), options.after_fixes), (target, after_fixes), "{view:?}");
            assert_eq!(shown.besides().is_some(), target.is_some() || after_fixes, "{view:?}");
        }
    }

    #[test]
    fn what_was_printed_for_one_project_is_not_held_against_another() {
        let state =
            after([give(&[("settings.py", "A = 1\n")]), Action::RealOutput("security.W018".to_owned())]);
        assert_eq!(state.after(give(&[("requirements.txt", "django\n")])).real_output, state.real_output);
        let example = state.after(Action::Example(vec![given("a.py", "A = 1\n")]));
        let back = example
            .after(Action::RealOutput("security.W004".to_owned()))
            .after(Action::Restore(example.notices[0].id));
        let closed = state.after(Action::Close(state.active));
        for other in [example, back, closed, state.after(Action::ClearAll)] {
            assert_eq!(other.real_output, "");
        }
    }

    fn report(statuses: &[(Item, Status)]) -> SharedReport {
        let mut report = crate::app::testing::report();
        for row in &mut report.items {
            row.status = statuses
                .iter()
                .find(|(item, _)| *item == row.item)
                .map_or(Status::Pass, |(_, status)| *status);
        }
        Rc::new(report).into()
    }

    #[test]
    fn the_first_failing_item_is_open_and_stays_as_the_person_left_it() {
        let report = report(&[(Item::Https, Status::Fail), (Item::Debug, Status::Attention)]);
        let state = after([give(&[("settings.py", "A = 1\n")])]);
        let state = state.after(Action::Reported { revision: state.revision, report: report.clone() });
        assert!(state.is_open(Item::Https) && !state.is_open(Item::Debug));
        let state = state.after(Action::Open { item: Item::Https, open: false });
        let state = state.after(Action::Reported { revision: state.revision, report });
        assert!(!state.is_open(Item::Https));
    }

    #[test]
    fn late_reports_do_not_replace_newer_ones() {
        let (old, new) = (report(&[]), report(&[(Item::Debug, Status::Fail)]));
        let state = after([give(&[("settings.py", "A = 1\n")])]);
        let state = state.after(Action::Reported { revision: state.revision, report: new.clone() });
        let state = state.after(Action::Reported { revision: state.revision - 1, report: old });
        assert_eq!(state.report, Some(new));
    }

    #[test]
    fn a_filter_opens_what_it_shows() {
        let state = after([Action::ToggleStatus(Status::Fail)]);
        assert!(state.is_open(Item::Debug));
        let state = state.after(Action::Open { item: Item::Debug, open: false });
        assert!(!state.is_open(Item::Debug));
        let state = state.after(Action::ClearFilter);
        assert!(!state.filter.is_active() && !state.is_open(Item::Debug));
    }

    #[test]
    fn search_needs_every_word_and_reads_what_is_shown() {
        let mut finding = crate::app::testing::finding("transport.hsts-seconds", Item::Https, Status::Fail);
        finding.message = text("HSTS is off", "HSTS выключен");
        finding.mirrors = vec!["security.W004".to_owned()];
        let takes =
            |words: &str, lang| Filter { words: words.to_owned(), ..Filter::default() }.takes(&finding, lang);
        assert!(takes("hsts w004", Lang::En));
        assert!(takes("ВЫКЛЮЧЕН", Lang::Ru));
        assert!(!takes("hsts cookie", Lang::En));
    }

    #[test]
    fn going_to_a_line_opens_its_file_and_remembers_the_way_back() {
        let state = after([
            give(&[("settings.py", "A = 1\n"), ("requirements.txt", "django\n")]),
            Action::GoTo { file: "requirements.txt".to_owned(), line: 1, from: "finding-x".to_owned() },
        ]);
        assert_eq!(state.active_document().map(Document::name), Some("requirements.txt"));
        assert_eq!(state.jump.as_ref().map(|jump| jump.line), Some(1));
        assert!(state.files_shown);
        let state = state.after(Action::Return);
        assert!(!state.files_shown && state.came_from.is_none());
    }

    fn assume(variable: &str, assumed: Option<Assumed>) -> Action {
        Action::Assume { variable: variable.to_owned(), assumed }
    }

    #[test]
    fn values_that_are_taken_to_hold_reach_the_engine_and_are_left_with_one_step() {
        let value = |value: &str| Some(Assumed::Value(value.to_owned()));
        let state = after([
            give(&[("settings.py", "A = 1\n"), (".env", "A=1\n")]),
            assume("DEBUG", value("t")),
            assume("KEY", Some(Assumed::Unset)),
            assume("HOST", value("a")),
            assume("HOST", None),
            Action::AssumeFile(Some(".env".to_owned())),
            Action::AssumeClosed(true),
        ]);
        let options = state.input().1;
        assert_eq!(
            options.environment.into_iter().collect::<Vec<_>>(),
            [("DEBUG".to_owned(), "t".to_owned())]
        );
        assert_eq!(options.unset.into_iter().collect::<Vec<_>>(), ["KEY"]);
        assert!(options.closed_environment && options.environment_file.as_deref() == Some(".env"));
        assert_eq!(state.what_if.counts(), (1, 1));
        let back = state.after(Action::AssumeNothing);
        assert!(!back.what_if.is_active() && back.revision > state.revision);
        assert_eq!(back.input().1, Options::default());
        let notice = back.notices.last().map(|notice| notice.id).expect("it is told");
        assert_eq!(back.after(Action::Restore(notice)).what_if, state.what_if);
        assert_eq!(back.after(Action::AssumeNothing).notices.len(), back.notices.len(), "nothing was left");
        // Without the file there are no values of it.
        let env = state.at_path(".env").map(|document| document.id).expect("given above");
        assert_eq!(state.after(Action::Close(env)).what_if.file, None);
        assert!(!state.after(Action::Example(vec![given("a.py", "A = 1\n")])).what_if.is_active());
    }

    #[test]
    fn an_address_names_a_view_a_rule_or_a_place_within_it() {
        for view in View::ALL {
            let address = Address::from(view);
            assert_eq!(
                (Address::at(view.hash()), address.hash()),
                (Some(address.clone()), view.hash().to_owned())
            );
        }
        let rule = Address { view: View::Rules, rule: Some("debug.off".into()) };
        assert_eq!(Address::at("#/rules/debug.off"), Some(rule.clone()));
        assert_eq!((rule.hash(), Address::of_rule("debug.off")), ("#/rules/debug.off".into(), rule.hash()));
        assert_eq!(Address::at(""), Some(Address::default()));
        for within in ["#main", "#stage-user", "#/else", "#/rules/"] {
            assert_eq!(Address::at(within), None, "{within}");
        }
    }

    #[test]
    fn from_a_rule_one_comes_to_its_finding() {
        let mut found = crate::app::testing::report();
        found.findings.push(crate::app::testing::finding("debug.off", Item::Debug, Status::Pass));
        let state = after([give(&[("settings.py", "A = 1\n")])]);
        let state = state.after(Action::Reported { revision: state.revision, report: Rc::new(found).into() });
        let rule = Address { view: View::Rules, rule: Some("debug.off".into()) };
        let state = state.after(Action::Show(rule.clone())).after(Action::Search("qqq".to_owned()));
        assert_eq!(state.after(Action::ShowFinding("other.rule".to_owned())).address, rule);
        let shown = state.after(Action::ShowFinding("debug.off".to_owned()));
        assert_eq!(shown.address, Address::default());
        assert!(shown.is_open(Item::Debug) && !shown.filter.is_active());
    }

    #[test]
    fn settings_are_found_by_name_value_and_state() {
        let takes = |words: &str, states: &[Knowledge], state| {
            SettingsFilter { words: words.to_owned(), states: states.iter().copied().collect() }.takes(
                "ALLOWED_HOSTS",
                "['shop.example']",
                state,
            )
        };
        assert!(takes("", &[], Knowledge::Known) && !takes("", &[], Knowledge::Default));
        assert!(
            takes("allowed SHOP", &[], Knowledge::Known) && !takes("allowed debug", &[], Knowledge::Known)
        );
        assert!(takes("hosts", &[], Knowledge::Default), "Django's own are found by name");
        assert!(!takes("hosts", &[Knowledge::Unknown], Knowledge::Known));
        assert!(takes("", &[Knowledge::Default], Knowledge::Default));
    }

    #[test]
    fn clearing_leaves_no_trace_of_the_texts() {
        let state = after([
            give(&[("settings.py", "SECRET = 1\n")]),
            assume("KEY", Some(Assumed::Value("SECRET".to_owned()))),
            Action::AssumeNothing,
            assume("KEY", Some(Assumed::Value("SECRET".to_owned()))),
            Action::ClearAll,
        ]);
        assert!(state.is_empty() && state.report.is_none() && state.notices.is_empty());
        assert!(!format!("{state:?}").contains("SECRET"));
    }
}
