//! An upgrade, rehearsed: the same files under another Django, and what is
//! different there.

use std::rc::Rc;

use super::evidence::Lines;
use super::findings;
use crate::checks;
use crate::django::lifecycle::{self, Lifecycle};
use crate::django::upgrades::{self, When};
use crate::django::{Version, packages, releases};
use crate::model::{
    Applicability, Edit, Effect, Evidence, Finding, Fix, Rehearsal, RehearsalStep, Role, Status, Text, text,
};
use crate::project::{Engine, Project, Rewrite, Settings, Storage};
use crate::source::{FileKind, Place, sort_by};

/// Places of one step.
const MAX_PLACES: usize = 8;

/// The Django to rehearse: the one asked for, if it is newer; else the next one
/// with long-term support, or the newest.
pub(super) fn target(from: Version, asked: &str) -> Option<(Version, Text)> {
    if let Ok(version) = asked.parse::<Version>() {
        let known = version.nearest();
        return (known > from).then(|| (known, text("You chose it.", "Вы выбрали эту версию.")));
    }
    let newer = || Version::ALL.iter().copied().filter(|version| *version > from);
    let long = newer().find(|version| releases::release(*version).is_some_and(|release| release.long_term));
    match long {
        Some(version) => Some((
            version,
            text(
                "It is the next version with long-term support.",
                "Это следующая версия с долгосрочной поддержкой.",
            ),
        )),
        None => newer().next_back().map(|version| {
            (version, text("It is the newest version known here.", "Это самая новая известная здесь версия."))
        }),
    }
}

/// What is different under the second project's Django.
pub(super) fn rehearse(now: &Project, before: &[Finding], then: &Project, because: Text) -> Rehearsal {
    let (from, to) = (now.django.version, then.django.version);
    let series = Version::ALL.iter().copied().filter(|version| from < *version && *version < to);
    let between = series.map(|version| under(then, version)).collect();
    let way = Way { now, then, from, to, between, lines: Lines::new(now) };
    let mut steps = way.crashes();
    way.imports(&mut steps);
    way.paths(&mut steps);
    way.settings(&mut steps);
    way.rewrites(&mut steps);
    way.defaults(before, &mut steps);
    way.behaviours(&mut steps);
    way.hasher(&mut steps);
    way.machine(&mut steps);
    way.packages(&mut steps);
    let (new_checks, gone_checks) = (printed_only(then, now), printed_only(now, then));
    way.rules(before, &new_checks, &mut steps);
    let mut steps = merged(steps);
    let series = |step: &RehearsalStep| step.since.parse::<Version>().unwrap_or(to);
    sort_by(&mut steps, |a, b| (a.effect, series(a)).cmp(&(b.effect, series(b))));
    Rehearsal {
        from: from.to_string(),
        to: to.to_string(),
        because,
        steps,
        new_checks,
        gone_checks,
        docs: format!("https://docs.djangoproject.com/en/dev/releases/{to}/"),
    }
}

/// Ids that the first project's Django prints and the second's does not.
fn printed_only(one: &Project, other: &Project) -> Vec<String> {
    let prints = |project: &Project, id: &str| {
        checks::finds(project, id) == Ok(true) && checks::is_silenced(project, id) == Ok(false)
    };
    // What cannot be told of one of them is no difference.
    let lacks = |project: &Project, id: &str| checks::finds(project, id) == Ok(false);
    let mut ids: Vec<&str> = checks::ids().filter(|id| prints(one, id) && lacks(other, id)).collect();
    sort_by(&mut ids, Ord::cmp);
    ids.dedup();
    ids.into_iter().map(str::to_owned).collect()
}

/// The two ends.
struct Way<'a> {
    now: &'a Project,
    then: &'a Project,
    from: Version,
    to: Version,
    /// The settings as each series between the two would read them.
    between: Vec<Project>,
    lines: Lines<'a>,
}

/// The settings as another series would read them.
fn under(project: &Project, version: Version) -> Project {
    let module = project.judged().map(|entry| Rc::clone(&entry.module));
    let mut project = project.with_settings(Settings::new(module, version));
    project.django.version = version;
    project
}

type Steps = Vec<RehearsalStep>;

impl Way<'_> {
    /// Whether something of this series lies on the way.
    fn passes(&self, series: Version) -> bool {
        self.from < series && series <= self.to
    }

    /// The first series on the way of which this holds; the last one where none does.
    fn first(&self, holds: impl Fn(&Project) -> bool) -> Version {
        self.between.iter().find(|project| holds(project)).map_or(self.to, |project| project.django.version)
    }

    fn step(&self, effect: Effect, since: Version, subject: &str, message: Text) -> RehearsalStep {
        RehearsalStep {
            effect,
            since: since.to_string(),
            subject: subject.to_owned(),
            message,
            rule: None,
            evidence: Vec::new(),
            fix: None,
            both: false,
        }
    }

    fn at(&self, places: impl IntoIterator<Item = Place>) -> Vec<Evidence> {
        let places = places.into_iter().take(MAX_PLACES);
        places.map(|place| self.lines.evidence(place, Role::Primary)).collect()
    }

    /// The statement that set the name last.
    fn statement(&self, name: &str) -> Option<Place> {
        Some(self.now.settings.binding(name)?.history.last()?.place)
    }

    /// Exceptions that the target raises and the judged Django does not.
    fn crashes(&self) -> Steps {
        let before = checks::crashes(self.now);
        let after = checks::crashes(self.then);
        // Imports are told one by one.
        let is_import = |crash: &checks::Crash| crash.setting.is_none() && crash.class.contains("Import");
        // A class that is gone is told with what takes its place.
        let paths = self.now.django_paths();
        let named_gone = |crash: &checks::Crash| {
            paths.iter().any(|named| {
                crash.setting == Some(&*named.setting)
                    && crash.message.as_ref().is_some_and(|message| message.contains(&*named.path))
                    && lifecycle::gone_path(&named.path).is_some_and(|gone| self.passes(gone.removed))
            })
        };
        after
            .into_iter()
            .filter(|crash| !before.contains(crash) && !is_import(crash) && !named_gone(crash))
            .map(|crash| {
                let since = self.first(|project| checks::crashes(project).contains(&crash));
                let shown = self.lines.exception(&crash.to_string());
                let message = text! {
                    en: "Django {since} does not start: {shown}",
                    ru: "Django {since} не запустится: {shown}",
                };
                RehearsalStep {
                    evidence: self.at(crash.place),
                    rule: Some("readiness.starts".to_owned()),
                    ..self.step(Effect::Breaks, since, crash.setting.unwrap_or(&crash.class), message)
                }
            })
            .collect()
    }

    /// Imports in any given file that the target refuses.
    fn imports(&self, steps: &mut Steps) {
        let mut found: Vec<(&'static crate::django::imports::Import, Vec<Place>)> = Vec::new();
        for (file, _) in self.now.files(FileKind::Python) {
            for (place, import) in self.now.refused_imports(file, self.to) {
                if !import.is_in(self.from) {
                    continue;
                }
                match found.iter_mut().find(|(known, _)| known == &import) {
                    Some((_, places)) => places.push(place),
                    None => found.push((import, vec![place])),
                }
            }
        }
        sort_by(&mut found, |(a, _), (b, _)| a.until.cmp(&b.until));
        for (import, places) in found {
            let (since, instead) = (import.until, import.instead);
            let subject = match import.name {
                Some(name) => format!("{}.{name}", import.module),
                None => import.module.to_owned(),
            };
            let message = match instead {
                "" => text! {
                    en: "Django {since} has no {subject} any more.",
                    ru: "В Django {since} больше нет {subject}.",
                },
                _ => text! {
                    en: "Django {since} has no {subject} any more; {instead} takes its place.",
                    ru: "В Django {since} больше нет {subject}; вместо него — {instead}.",
                },
            };
            let step = self.step(Effect::Breaks, since, &subject, message);
            steps.push(RehearsalStep { evidence: self.at(places), ..step });
        }
    }

    /// Classes that settings name and that are gone, or going.
    fn paths(&self, steps: &mut Steps) {
        for named in self.now.django_paths() {
            let Some(gone) = lifecycle::gone_path(&named.path) else { continue };
            let breaks = self.passes(gone.removed);
            if !breaks && (gone.removed <= self.from || gone.deprecated > self.to) {
                continue;
            }
            let (path, setting, removed, instead) =
                (gone.path, &named.setting, gone.removed, gone.replacement);
            let message = match instead {
                "" => text! {
                    en: "{setting} names {path}, which Django {removed} does not have.",
                    ru: "В {setting} указан {path}, а в Django {removed} его нет.",
                },
                _ => text! {
                    en: "{setting} names {path}, which Django {removed} does not have; {instead} takes its place.",
                    ru: "В {setting} указан {path}, а в Django {removed} его нет; вместо него — {instead}.",
                },
            };
            let effect = if breaks { Effect::Breaks } else { Effect::Rewrite };
            let since = if breaks { removed } else { gone.deprecated };
            let quoted = |place: &Place| {
                let text = self.now.tree.text(*place);
                !instead.is_empty() && text.trim_matches(['"', '\'']) == path && text.len() == path.len() + 2
            };
            let fix = named.text.filter(quoted).map(|place| {
                let code = format!("\"{instead}\"");
                let edit = findings::edit(self.now, Some(place), place.file, &code);
                self.fix(Applicability::Unsafe, Some(place), code, vec![edit])
            });
            let evidence = self.at(named.text.or(named.statement));
            let step = self.step(effect, since, setting, message);
            steps.push(RehearsalStep { evidence, both: fix.is_some(), fix, ..step });
        }
    }

    /// Settings that are no longer read, or soon will not be.
    fn settings(&self, steps: &mut Steps) {
        for life in lifecycle::LIFECYCLES {
            // Those are rewritten together, or are told by rules of their own.
            let apart = life.replacement == "MAILERS"
                || life.replacement.starts_with("STORAGES")
                || life.name == "PASSWORD_RESET_TIMEOUT_DAYS";
            let Some(binding) = self.now.settings.binding(life.name).filter(|_| !apart) else { continue };
            let truth = binding.value.truthy();
            let goes = self.passes(life.removed);
            let ages = life.deprecated.is_some_and(|since| since <= self.to) && life.removed > self.to;
            // What the later Django does anyway, and a protection.
            let is_right = matches!(
                (life.name, truth),
                ("URLIZE_ASSUME_HTTPS", Some(true)) | ("SIGNED_COOKIE_LEGACY_SALT_FALLBACK", Some(false))
            );
            let told = life.name == "USE_L10N" && truth == Some(false);
            if !(goes || ages) || is_right || told {
                continue;
            }
            let step = self.lifecycle_step(life, goes, truth);
            steps.push(RehearsalStep { evidence: self.at(self.statement(life.name)), ..step });
        }
    }

    fn lifecycle_step(&self, life: &Lifecycle, goes: bool, truth: Option<bool>) -> RehearsalStep {
        let (name, removed) = (life.name, life.removed);
        let (en, ru) = (&life.note.en, &life.note.ru);
        // With this value nothing changes but that the line is dead.
        let dead = truth == Some(true) && matches!(name, "USE_L10N" | "FORMS_URLFIELD_ASSUME_HTTPS")
            || truth == Some(false) && matches!(name, "USE_DEPRECATED_PYTZ" | "CSRF_COOKIE_MASKED");
        if dead && !goes {
            let since = life.deprecated.unwrap_or(removed);
            let message = text! {
                en: "{name} says what Django {since} does anyway: delete the line.",
                ru: "{name} задаёт то, что Django {since} делает и так: удалите строку.",
            };
            return self.step(Effect::Rewrite, since, name, message);
        }
        if !goes {
            let since = life.deprecated.unwrap_or(removed);
            let message = text! {
                en: "{name} is deprecated, and Django {removed} does not read it. {en}",
                ru: "Настройка {name} устарела: Django {removed} её не прочитает. {ru}",
            };
            return self.step(Effect::Rewrite, since, name, message);
        }
        if dead {
            let message = text! {
                en: "Django {removed} does not read {name} and does what it says: delete the line.",
                ru: "Django {removed} не читает {name} и делает то же самое и так: удалите строку.",
            };
            return self.step(Effect::Rewrite, removed, name, message);
        }
        let message = text! {
            en: "Django {removed} ignores {name} without a word. {en}",
            ru: "Django {removed} молча игнорирует {name}. {ru}",
        };
        self.step(Effect::Changes, removed, name, message)
    }

    /// `STORAGES` and `MAILERS`, written whole.
    fn rewrites(&self, steps: &mut Steps) {
        let is_set = |name| self.now.settings.is_set(name) != Ok(false);
        if let Some(rewrite) = self.now.storages_anew().filter(|_| self.to >= Version::new(4, 2)) {
            let removed = Version::new(5, 1);
            let names = rewrite.names.join(", ");
            if self.passes(removed) {
                let lost =
                    |storage: Storage, harm| rewrite.names.contains(&storage.old_setting()).then_some(harm);
                let harms = [
                    lost(
                        Storage::Uploads,
                        text("uploads go to the local disk", "загрузки пишутся на локальный диск"),
                    ),
                    lost(Storage::Static, text("static files lose their hashes", "статика теряет хеши")),
                ];
                let join = |words: fn(&Text) -> &str| {
                    harms.iter().flatten().map(words).collect::<Vec<_>>().join(", ")
                };
                let (en, ru) = (join(|harm| &harm.en), join(|harm| &harm.ru));
                let message = text! {
                    en: "Django {removed} ignores {names} without a word: {en}.",
                    ru: "Django {removed} молча игнорирует {names}: {ru}.",
                };
                steps.push(self.rewritten(
                    Effect::Changes,
                    removed,
                    "STORAGES",
                    message,
                    rewrite,
                    is_set("STORAGES"),
                ));
            } else if self.to < removed {
                let since = Version::new(4, 2);
                let message = text! {
                    en: "Deprecated since Django {since}, and not read by {removed}: {names}.",
                    ru: "Устарело с Django {since}, а в {removed} не читается: {names}.",
                };
                steps.push(self.rewritten(
                    Effect::Rewrite,
                    since,
                    "STORAGES",
                    message,
                    rewrite,
                    is_set("STORAGES"),
                ));
            }
        }
        let since = Version::new(6, 1);
        if let Some(rewrite) = self.now.mailers().filter(|_| self.to >= since && !is_set("MAILERS")) {
            let names = rewrite.names.join(", ");
            let message = text! {
                en: "Deprecated since Django {since}: {names}. Move all at once: any of these beside MAILERS stops Django at start.",
                ru: "Устарело с Django {since}: {names}. Переносите всё сразу: любая из этих настроек рядом с MAILERS не даст Django запуститься.",
            };
            steps.push(self.rewritten(Effect::Rewrite, since, "MAILERS", message, rewrite, false));
        }
    }

    fn rewritten(
        &self,
        effect: Effect,
        since: Version,
        subject: &'static str,
        message: Text,
        rewrite: Rewrite,
        exists: bool,
    ) -> RehearsalStep {
        let evidence = self.at(rewrite.places.iter().copied());
        let understood = if subject == "STORAGES" { Version::new(4, 2) } else { Version::new(6, 1) };
        // Where the new setting is there already, what it leaves out has to be merged by hand.
        let fix = rewrite.code.filter(|_| !exists).map(|code| {
            let edits = self.replaced(&rewrite.names, &rewrite.places, &code).unwrap_or_default();
            let kind = if edits.is_empty() { Applicability::DisplayOnly } else { Applicability::Unsafe };
            self.fix(kind, rewrite.places.first().copied(), code, edits)
        });
        let both = fix.is_some() && self.from >= understood;
        RehearsalStep { evidence, fix, both, ..self.step(effect, since, subject, message) }
    }

    /// The code in place of the first of these statements, the others taken away;
    /// none where one of them is not the only word on its setting, or stands in a block.
    fn replaced(&self, names: &[&'static str], places: &[Place], code: &str) -> Option<Vec<Edit>> {
        let judged = self.now.judged()?.file;
        let source = self.now.tree.file(judged);
        let plain = |name: &&'static str| {
            self.now.is_written_once(name) && findings::setting_statement(self.now, name).is_some()
        };
        let at_margin =
            |place: &Place| place.file == judged && source.line_column(place.span.start).column == 1;
        if !names.iter().all(plain) || !places.iter().all(at_margin) {
            return None;
        }
        // The last of them: what the code names is made by then.
        let last = places.iter().max_by_key(|place| place.span.start)?;
        let mut edits = Vec::new();
        for place in places {
            if place == last {
                edits.push(findings::edit(self.now, Some(*place), judged, code));
            } else {
                let rest = source.text.get(place.span.end as usize..)?;
                let line = rest.find('\n').map_or(rest.len(), |end| end + 1);
                // A comment beside it stays.
                let end = if rest[..line].trim().is_empty() { line as u32 } else { 0 };
                edits.push(Edit {
                    file: source.path.clone(),
                    start: place.span.start,
                    end: place.span.end + end,
                    text: String::new(),
                });
            }
        }
        sort_by(&mut edits, |a, b| a.start.cmp(&b.start));
        Some(edits)
    }

    fn fix(&self, kind: Applicability, place: Option<Place>, snippet: String, edits: Vec<Edit>) -> Fix {
        let hides = self.now.assumed.hide(&snippet) != snippet;
        let file = place.map(|place| place.file).or_else(|| self.now.judged().map(|entry| entry.file));
        Fix {
            applicability: if hides { Applicability::DisplayOnly } else { kind },
            file: file.map_or_else(String::new, |file| self.now.tree.file(file).path.clone()),
            line: place.map(|place| self.now.tree.line(place)),
            snippet: self.now.assumed.hide(&snippet),
            edits: if hides { Vec::new() } else { edits },
        }
    }

    /// Defaults that change under settings which are not set.
    fn defaults(&self, before: &[Finding], steps: &mut Steps) {
        for change in lifecycle::changes(self.from, self.to) {
            let name = change.name;
            // The form of origins is a check; one hasher more changes nothing.
            // Signed cookies are the project's own or nobody's.
            let signs = || self.concerned(When::Code(&["signed_cookie"]), name).is_some();
            if matches!(name, "CSRF_TRUSTED_ORIGINS" | "PASSWORD_HASHERS")
                || name == "SIGNED_COOKIE_LEGACY_SALT_FALLBACK" && !signs()
                || self.now.settings.is_set(name) != Ok(false)
            {
                continue;
            }
            let rule = match name {
                "USE_TZ" => Some("upgrade.time-zones"),
                "DEFAULT_AUTO_FIELD" => Some("upgrade.auto-field"),
                _ => None,
            };
            let finding = rule.and_then(|rule| before.iter().find(|finding| finding.rule == rule));
            // Without models of one's own no key changes.
            if rule.is_some() && !finding.is_some_and(|finding| is_bad(finding.status)) {
                continue;
            }
            let (since, en, ru) = (change.since, &change.note.en, &change.note.ru);
            let message = text! {
                en: "The default of {name} changes in Django {since}. {en}",
                ru: "В Django {since} меняется значение {name} по умолчанию. {ru}",
            };
            let fix = finding.and_then(|finding| finding.fix.clone());
            let step = self.step(Effect::Changes, since, name, message);
            steps.push(RehearsalStep { rule: rule.map(str::to_owned), both: fix.is_some(), fix, ..step });
        }
    }

    /// Changes of behaviour that concern this project.
    fn behaviours(&self, steps: &mut Steps) {
        for behaviour in upgrades::BEHAVIOURS.iter().filter(|behaviour| self.passes(behaviour.since)) {
            let Some(places) = self.concerned(behaviour.when, behaviour.subject) else { continue };
            let step = self.step(Effect::Changes, behaviour.since, behaviour.subject, behaviour.note.clone());
            steps.push(RehearsalStep { evidence: self.at(places), ..step });
        }
    }

    /// Where the project is concerned; none: it is not.
    fn concerned(&self, when: When, subject: &str) -> Option<Vec<Place>> {
        match when {
            When::Middleware(path) => {
                let list = self.now.settings.list("MIDDLEWARE").ok()?;
                let item = list.find(path).ok()??;
                (self.now.settings.is_set(subject) == Ok(false)).then(|| item.place.into_iter().collect())
            }
            When::Templates => {
                let list = self.now.settings.list("TEMPLATES").ok()?;
                let is_own = |engine: &crate::python::Value| {
                    let backend = engine.key("BACKEND").and_then(crate::python::Value::as_str);
                    backend == Some("django.template.backends.django.DjangoTemplates")
                };
                // Views without a form show none; where no view was given, it cannot be told.
                let forms =
                    ["import forms", "django.forms", "ModelForm", "FormView", "CreateView", "UpdateView"];
                let has_forms = !self.now.python_mentions("urlpatterns")
                    || forms.iter().any(|word| self.now.python_mentions(word));
                (has_forms && list.items.iter().any(is_own) && self.now.settings.is_set(subject) == Ok(false))
                    .then(Vec::new)
            }
            When::MySql => {
                let databases = self.now.databases().ok()?;
                let is_mysql = |database: &&crate::project::Database<'_>| {
                    database.engine().is_ok_and(|engine| *engine == Engine::MySql)
                        && database.at(&["OPTIONS", "charset"]) == Ok(None)
                };
                let database = databases.iter().find(is_mysql)?;
                Some(database.place.into_iter().collect())
            }
            When::Code(words) | When::AccountViews(words) => {
                let needed: &[&str] = match when {
                    When::AccountViews(_) => {
                        &["contrib.auth.views", "contrib.auth import views", "contrib.auth.urls"]
                    }
                    _ => &[""],
                };
                let mut places = Vec::new();
                for (file, text) in self.now.files(FileKind::Python) {
                    if !needed.iter().any(|word| text.contains(word)) {
                        continue;
                    }
                    let found = words.iter().filter_map(|word| Some((text.find(word)?, word.len()))).min();
                    places.extend(found.map(|(at, length)| Place {
                        file,
                        span: crate::source::Span::new(at as u32, (at + length) as u32),
                    }));
                }
                (!places.is_empty()).then_some(places)
            }
        }
    }

    /// Each password is hashed anew at the next login.
    fn hasher(&self, steps: &mut Steps) {
        let (before, after) = (upgrades::pbkdf2_rounds(self.from), upgrades::pbkdf2_rounds(self.to));
        let first = self.now.settings.list("PASSWORD_HASHERS").ok();
        let first = first.as_ref().and_then(|list| list.items.first()?.as_str());
        let is_pbkdf2 = first.is_some_and(|path| path.ends_with(".PBKDF2PasswordHasher"));
        if before == after || !is_pbkdf2 || self.now.has_app("django.contrib.auth") != Ok(true) {
            return;
        }
        let (after, before) = (grouped(after), grouped(before));
        let message = text! {
            en: "PBKDF2 takes {after} rounds instead of {before}: a login costs more CPU, and each password is hashed anew at its owner's next one.",
            ru: "PBKDF2 делает {after} итераций вместо {before}: вход требует больше CPU, и каждый пароль перехешируется при следующем входе владельца.",
        };
        steps.push(self.step(Effect::Changes, self.to, "PASSWORD_HASHERS", message));
    }

    /// Python and the database server.
    fn machine(&self, steps: &mut Steps) {
        if let Some(release) = releases::release(self.to) {
            let ((low_major, low), (high_major, high)) = release.pythons;
            let range = format!("{low_major}.{low}–{high_major}.{high}");
            let to = self.to;
            let runtimes = self.now.runtimes();
            let unfit: Vec<_> = runtimes.iter().filter(|runtime| !release.runs_on(runtime.series)).collect();
            if let Some(runtime) = unfit.first() {
                let (major, minor) = runtime.series;
                let message = text! {
                    en: "Django {to} runs on Python {range}; this project runs on {major}.{minor}.",
                    ru: "Django {to} работает на Python {range}, а здесь {major}.{minor}.",
                };
                let places = unfit.iter().map(|runtime| runtime.place);
                let step = self.step(Effect::Requires, to, "Python", message);
                steps.push(RehearsalStep { evidence: self.at(places), ..step });
            } else if runtimes.is_empty()
                && releases::release(self.from).is_none_or(|before| before.pythons.0 < release.pythons.0)
            {
                let message = text! {
                    en: "Django {to} runs on Python {range}.",
                    ru: "Django {to} работает на Python {range}.",
                };
                steps.push(self.step(Effect::Requires, to, "Python", message));
            }
        }
        for database in self.now.databases().unwrap_or_default() {
            let Ok(engine) = database.engine() else { continue };
            let name = engine.name();
            let floor = upgrades::database_floor(name, self.to);
            let Some(floor) = floor.filter(|_| floor != upgrades::database_floor(name, self.from)) else {
                continue;
            };
            if steps.iter().any(|step| step.subject == name) {
                continue;
            }
            let since =
                self.first(|project| upgrades::database_floor(name, project.django.version) == Some(floor));
            let message = text! {
                en: "Django {since} works with {name} {floor} or newer.",
                ru: "Django {since} работает с {name} {floor} и новее.",
            };
            let step = self.step(Effect::Requires, since, name, message);
            steps.push(RehearsalStep { evidence: self.at(engine.place), ..step });
        }
    }

    /// Requirements that do not go with the target, and Django's own.
    fn packages(&self, steps: &mut Steps) {
        let to = self.to;
        let mut older = Vec::new();
        for requirement in self.now.production_requirements() {
            let name = requirement.name.as_str();
            let shown = &requirement.written_name;
            if name == "django" {
                let Some(release) = releases::release(to) else { continue };
                let latest = release.latest();
                if releases::admitted(requirement).contains(&to) {
                    continue;
                }
                let message = text! {
                    en: "The requirement does not admit Django {to}.",
                    ru: "Требование не допускает Django {to}.",
                };
                let fix = self.now.pinned_line(requirement, &latest).map(|line| {
                    let place = requirement.place;
                    let edit = findings::edit(self.now, Some(place), place.file, &line);
                    self.fix(Applicability::Unsafe, Some(place), line, vec![edit])
                });
                let step = self.step(Effect::Requires, to, shown, message);
                steps.push(RehearsalStep { evidence: self.at([requirement.place]), fix, ..step });
                continue;
            }
            if let Some(advice) =
                packages::advice(name, to).filter(|_| packages::advice(name, self.from).is_none())
            {
                let since = advice.since.unwrap_or(to);
                let step = self.step(Effect::Rewrite, since, shown, advice.note.clone());
                steps.push(RehearsalStep { evidence: self.at([requirement.place]), ..step });
            }
            let Some(package) = packages::package(name).filter(|package| !package.django.is_empty()) else {
                continue;
            };
            let pinned = requirement.pinned();
            if package.allows(to) {
                if pinned.as_ref().is_some_and(|version| package.is_newer_than(version)) {
                    older.push((requirement, package));
                }
                continue;
            }
            // An older release may admit an older Django; none admits a newer one.
            let is_newest = pinned.is_some_and(|version| version.to_string() == package.latest);
            let is_behind = Version::ALL.iter().any(|version| *version < to && package.allows(*version));
            if !is_newest && !is_behind {
                continue;
            }
            let (latest, bounds) = (package.latest, package.django);
            let message = text! {
                en: "{shown} {latest}, the newest release known here, asks for Django {bounds}.",
                ru: "{shown} {latest}, самый новый известный здесь выпуск, требует Django {bounds}.",
            };
            let step = self.step(Effect::Requires, to, shown, message);
            steps.push(RehearsalStep { evidence: self.at([requirement.place]), ..step });
        }
        if older.is_empty() {
            return;
        }
        let list = older
            .iter()
            .map(|(requirement, package)| format!("{} ({})", requirement.written_name, package.latest))
            .collect::<Vec<_>>()
            .join(", ");
        let message = text! {
            en: "Pinned below the newest known release, and only for that one is the supported Django known here: {list}.",
            ru: "Закреплены версии до последнего известного выпуска, а поддержка Django здесь известна только для него: {list}.",
        };
        let places = older.iter().map(|(requirement, _)| requirement.place);
        let step = self.step(Effect::Requires, to, "requirements", message);
        steps.push(RehearsalStep { evidence: self.at(places), ..step });
    }

    /// What rules say under the target alone.
    fn rules(&self, before: &[Finding], new_checks: &[String], steps: &mut Steps) {
        // The tables say it, or it is about what the files pin today.
        const TOLD: &[&str] = &[
            "readiness.starts",
            "upgrade.removed-classes",
            "upgrade.ignored-settings",
            "upgrade.deprecated-settings",
            "upgrade.email-settings",
            "files.old-storage",
            "metrics.prometheus-version",
        ];
        for finding in findings::all(self.then) {
            let held = !before.iter().any(|other| other.rule == finding.rule && is_bad(other.status));
            let is_upgrade = finding.rule.starts_with("upgrade.");
            let is_check = finding.mirrors.iter().any(|id| new_checks.contains(id));
            if !held
                || !is_bad(finding.status)
                || TOLD.contains(&finding.rule.as_str())
                || finding.rule.starts_with("dependencies.")
                || !(is_upgrade || is_check || finding.status == Status::Fail)
            {
                continue;
            }
            let stops = finding.mirrors.iter().any(|id| checks::level(id) == Some(checks::Level::Error));
            let effect = match (is_upgrade, finding.status) {
                (true, Status::Attention) => Effect::Rewrite,
                (true, _) => Effect::Breaks,
                _ if stops => Effect::Breaks,
                _ => Effect::Changes,
            };
            let rule = crate::rules::all().find(|rule| rule.id == finding.rule);
            let since = self.first(|project| {
                let there = rule.and_then(|rule| findings::finding_of(rule, project));
                there.is_some_and(|finding| is_bad(finding.status))
            });
            let subject = finding.settings.first().cloned().unwrap_or_else(|| finding.rule.clone());
            // Read by the judged Django already.
            let both = finding.fix.is_some() && finding.rule == "upgrade.password-reset-timeout";
            steps.push(RehearsalStep {
                both,
                evidence: finding.evidence,
                fix: finding.fix,
                rule: Some(finding.rule),
                ..self.step(effect, since, &subject, finding.message)
            });
        }
    }
}

/// What is said of several places in the same words, said once.
fn merged(steps: Steps) -> Steps {
    let mut once: Steps = Vec::new();
    for step in steps {
        let same = |other: &&mut RehearsalStep| {
            other.effect == step.effect
                && other.message == step.message
                && other.subject.eq_ignore_ascii_case(&step.subject)
        };
        let Some(other) = once.iter_mut().find(same) else {
            once.push(step);
            continue;
        };
        let room = MAX_PLACES.saturating_sub(other.evidence.len());
        other.evidence.extend(step.evidence.into_iter().take(room));
        if let (Some(fix), Some(more)) = (&mut other.fix, step.fix) {
            fix.edits.extend(more.edits);
        }
    }
    once
}

/// A number with a narrow space between its thousands, as both languages have it.
fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut shown = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            shown.push('\u{202f}');
        }
        shown.push(digit);
    }
    shown
}

fn is_bad(status: Status) -> bool {
    matches!(status, Status::Fail | Status::Attention)
}
