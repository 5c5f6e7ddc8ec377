//! `logging.config.dictConfig`, on values that may not be known.

use std::rc::Rc;

use super::schema::{self, Level};
use super::{ADMIN_EMAIL, Cause, Filter, Handler, Logger, Loggers, Refusal};
use crate::django::Version;
use crate::project::Project;
use crate::python::library::text::quoted;
use crate::python::{Kind, Value};
use crate::source::{Place, sort_by};

type Configured<T> = Result<T, (Cause, Option<Place>)>;

/// Python's own state, with the loggers that exist once Django is imported.
pub(super) fn untouched() -> Loggers {
    let mut loggers = Loggers::default();
    loggers.entry("").level = Some(30);
    loggers.entry("django.request");
    loggers
}

/// What `DEFAULT_LOGGING` of Django leaves behind; it is the same from 3.2 to 6.1.
pub(super) fn defaults() -> Loggers {
    let handler = |name: &str, class: &str, level: i128, filters: Vec<Filter>| {
        Rc::new(Handler {
            name: name.into(),
            class: Some(class.into()),
            is_default: true,
            place: None,
            level: Some(level),
            filters: Some(filters),
            config: Value::unplaced(Kind::Dict(Vec::new())),
        })
    };
    let stream = "logging.StreamHandler";
    let console = handler("console", stream, 20, vec![Filter::DebugOn]);
    let mail = handler("mail_admins", ADMIN_EMAIL, 40, vec![Filter::DebugOff]);
    let server = handler("django.server", stream, 20, Vec::new());
    let mut loggers = untouched();
    let django = loggers.entry("django");
    (django.level, django.handlers) = (Some(20), Some(vec![console, mail]));
    let logger = loggers.entry("django.server");
    (logger.level, logger.handlers, logger.propagate) = (Some(20), Some(vec![server]), Some(false));
    loggers
}

fn refusal(message: String, (cause, place): (Cause, Option<Place>)) -> Refusal {
    Refusal { class: "ValueError", message, cause, place }
}

/// A value under a key.
enum Got {
    Absent,
    Known(Value),
    Unknown,
}

/// A section with its entries.
enum Section {
    Known(Vec<(Rc<str>, Value)>),
    Unknown,
}

impl Section {
    /// Whether the name is certainly not there.
    fn lacks(&self, wanted: &str) -> bool {
        matches!(self, Self::Known(entries) if !entries.iter().any(|(name, _)| **name == *wanted))
    }
}

struct Configurator<'a> {
    project: &'a Project,
    formatters: Section,
    filters: Section,
    handlers: Section,
    made: Vec<Rc<Handler>>,
}

/// `dictConfig(config)` after Django's own.
pub(super) fn configure(loggers: &mut Loggers, project: &Project, config: &Value) -> Result<(), Refusal> {
    if let Some((class, message)) = no_mapping(config) {
        return Err(Refusal { class, message, cause: Cause::NoDict, place: config.place });
    }
    let mut run = Configurator {
        project,
        formatters: Section::Unknown,
        filters: Section::Unknown,
        handlers: Section::Unknown,
        made: Vec::new(),
    };
    if !matches!(config.kind, Kind::Dict(_)) {
        forget(loggers);
        return Ok(());
    }
    let simple = |message: String, cause, place| Refusal { class: "ValueError", message, cause, place };
    match run.get(config, "version") {
        Got::Absent => {
            let message = "dictionary doesn't specify a version".to_owned();
            return Err(simple(message, Cause::NoVersion, config.place));
        }
        Got::Known(version) => {
            let shown = match &version.kind {
                Kind::Int(1) | Kind::Bool(true) => None,
                Kind::Float(number) if (number - 1.0).abs() < f64::EPSILON => None,
                Kind::Int(number) => Some(number.to_string()),
                Kind::Str(text) => Some(text.to_string()),
                Kind::None => Some("None".to_owned()),
                Kind::Bool(false) => Some("False".to_owned()),
                _ => None,
            };
            if let Some(shown) = shown {
                return Err(simple(format!("Unsupported version: {shown}"), Cause::Version, version.place));
            }
        }
        Got::Unknown => {}
    }
    match run.truth(config, "incremental", false) {
        Some(true) => return run.increment(loggers, config),
        Some(false) => {}
        None => {
            forget(loggers);
            return Ok(());
        }
    }
    let disable = run.truth(config, "disable_existing_loggers", true);
    run.formatters = run.section(config, "formatters", "formatter")?;
    run.each(&run.formatters, |run, name, value| run.formatter(name, value), "formatter")?;
    run.filters = run.section(config, "filters", "filter")?;
    run.each(&run.filters, |run, name, value| run.filter(name, value).map(|_| ()), "filter")?;
    run.handlers = run.section(config, "handlers", "handler")?;
    run.make_handlers()?;
    let section = run.section(config, "loggers", "logger")?;
    run.configure_loggers(loggers, &section, disable)?;
    match run.get(config, "root") {
        Got::Absent => {}
        Got::Unknown => {
            *loggers.entry("") = Logger { propagate: Some(true), disabled: Some(false), ..Logger::default() }
        }
        Got::Known(root) => {
            if root.truthy() != Some(false) {
                run.logger(loggers, "", &root, false)
                    .map_err(|cause| refusal("Unable to configure root logger".to_owned(), cause))?;
            }
        }
    }
    Ok(())
}

/// What a configuration that is not known at all leaves behind.
fn forget(loggers: &mut Loggers) {
    for (_, logger) in &mut loggers.all {
        *logger = Logger { filters: vec![Filter::Unknown], ..Logger::default() };
    }
}

/// The exception that `dict(config)` ends with.
fn no_mapping(config: &Value) -> Option<(&'static str, String)> {
    match &config.kind {
        Kind::Int(_) => Some(("TypeError", "'int' object is not iterable".to_owned())),
        Kind::Bool(_) => Some(("TypeError", "'bool' object is not iterable".to_owned())),
        Kind::Float(_) => Some(("TypeError", "'float' object is not iterable".to_owned())),
        Kind::Str(_) => Some((
            "ValueError",
            "dictionary update sequence element #0 has length 1; 2 is required".to_owned(),
        )),
        _ => None,
    }
}

impl Configurator<'_> {
    /// A value as it is known, through the view of the settings; texts that
    /// `logging.config` converts are not.
    fn known(&self, value: &Value) -> Got {
        match self.project.settings.look("LOGGING", value) {
            Ok(Value { kind: Kind::Absent, .. }) => Got::Unknown,
            Ok(value) => match value.as_str() {
                Some(text) if text.starts_with("ext://") || text.starts_with("cfg://") => Got::Unknown,
                _ => Got::Known(value),
            },
            Err(_) => Got::Unknown,
        }
    }

    fn get(&self, dict: &Value, key: &str) -> Got {
        let Kind::Dict(pairs) = &dict.kind else { return Got::Unknown };
        match dict.key(key) {
            Some(value) => self.known(value),
            None if pairs.iter().any(|(key, _)| key.first_hole().is_some()) => Got::Unknown,
            None => Got::Absent,
        }
    }

    fn truth(&self, dict: &Value, key: &str, absent: bool) -> Option<bool> {
        match self.get(dict, key) {
            Got::Absent => Some(absent),
            Got::Known(value) => value.truthy(),
            // Values that differ may agree in truth.
            Got::Unknown => dict.key(key).and_then(Value::truthy),
        }
    }

    fn section(&self, config: &Value, name: &'static str, one: &str) -> Result<Section, Refusal> {
        let value = match self.get(config, name) {
            Got::Absent => return Ok(Section::Known(Vec::new())),
            Got::Unknown => return Ok(Section::Unknown),
            Got::Known(value) => value,
        };
        let plain = |type_name: &str| Refusal {
            class: "TypeError",
            message: format!("'{type_name}' object is not iterable"),
            cause: Cause::Section(name),
            place: value.place.or(config.place),
        };
        match &value.kind {
            Kind::Dict(pairs) => {
                let mut entries = Vec::with_capacity(pairs.len());
                for (key, value) in pairs {
                    let Some(key) = key.as_str() else { return Ok(Section::Unknown) };
                    entries.push((key.into(), value.clone()));
                }
                Ok(Section::Known(entries))
            }
            Kind::None => Err(plain("NoneType")),
            Kind::Int(_) => Err(plain("int")),
            Kind::Bool(_) => Err(plain("bool")),
            Kind::Str(text) if !text.is_empty() && one != "handler" => {
                let first: String = text.chars().take(1).collect();
                let message = format!("Unable to configure {one} {}", quoted(&first));
                Err(refusal(message, (Cause::Section(name), value.place)))
            }
            Kind::List(items) | Kind::Tuple(items) if items.is_empty() => Ok(Section::Known(Vec::new())),
            _ => Ok(Section::Unknown),
        }
    }

    fn each(
        &self,
        section: &Section,
        check: impl Fn(&Self, &str, &Value) -> Configured<()>,
        one: &str,
    ) -> Result<(), Refusal> {
        let Section::Known(entries) = section else { return Ok(()) };
        for (name, value) in entries {
            let Got::Known(value) = self.known(value) else { continue };
            check(self, name, &value).map_err(|(cause, place)| {
                refusal(format!("Unable to configure {one} {}", quoted(name)), (cause, place.or(value.place)))
            })?;
        }
        Ok(())
    }

    fn formatter(&self, name: &str, config: &Value) -> Configured<()> {
        mapping(name, config)?;
        if let Got::Known(factory) = self.get(config, "()") {
            return self.path(name, &factory);
        }
        if matches!(self.get(config, "()"), Got::Unknown) {
            return Ok(());
        }
        match self.get(config, "class") {
            Got::Absent => {}
            Got::Known(class) if class.truthy() == Some(false) => {}
            Got::Known(class) => {
                self.path(name, &class)?;
                if class.as_str() != Some("logging.Formatter") {
                    return Ok(());
                }
            }
            Got::Unknown => return Ok(()),
        }
        let style = match self.get(config, "style") {
            Got::Absent => "%".into(),
            Got::Known(style) => match style.as_str() {
                Some(text @ ("%" | "{" | "$")) => Rc::<str>::from(text),
                _ => return Err((Cause::Style(name.to_owned()), style.place)),
            },
            Got::Unknown => return Ok(()),
        };
        if self.truth(config, "validate", true) != Some(true) {
            return Ok(());
        }
        if let Got::Known(format) = self.get(config, "format")
            && let Some(text) = format.as_str()
            && !text.is_empty()
            && schema::refuses(&style, text)
        {
            return Err((Cause::Format { of: name.to_owned(), style: style.to_string() }, format.place));
        }
        Ok(())
    }

    fn filter(&self, name: &str, config: &Value) -> Configured<Filter> {
        mapping(name, config)?;
        match self.get(config, "()") {
            Got::Unknown => Ok(Filter::Unknown),
            Got::Known(factory) => {
                self.path(name, &factory)?;
                // The class itself, where it is not named by a text.
                let path = match &factory.kind {
                    Kind::Str(path) | Kind::Object(path) => &**path,
                    _ => "",
                };
                Ok(match path {
                    "django.utils.log.RequireDebugFalse" => Filter::DebugOff,
                    "django.utils.log.RequireDebugTrue" => Filter::DebugOn,
                    "django.utils.log.CallbackFilter" => {
                        if matches!(self.get(config, "callback"), Got::Absent) {
                            return Err((
                                Cause::Missing {
                                    of: name.to_owned(),
                                    class: path.to_owned(),
                                    argument: "callback",
                                },
                                None,
                            ));
                        }
                        Filter::Unknown
                    }
                    "logging.Filter" => self.named(config),
                    _ => Filter::Unknown,
                })
            }
            Got::Absent => Ok(self.named(config)),
        }
    }

    fn named(&self, config: &Value) -> Filter {
        match self.get(config, "name") {
            Got::Absent => Filter::Name("".into()),
            Got::Known(name) => name.as_str().map_or(Filter::Unknown, |name| Filter::Name(name.into())),
            Got::Unknown => Filter::Unknown,
        }
    }

    /// A dotted path that certainly cannot be resolved.
    fn path(&self, name: &str, path: &Value) -> Configured<()> {
        match path.as_str() {
            Some(text) if schema::leads_nowhere(text) => {
                Err((Cause::Class { of: name.to_owned(), path: text.to_owned() }, path.place))
            }
            _ => Ok(()),
        }
    }

    fn make_handlers(&mut self) -> Result<(), Refusal> {
        let Section::Known(entries) = &self.handlers else { return Ok(()) };
        let mut sorted: Vec<&(Rc<str>, Value)> = entries.iter().collect();
        sort_by(&mut sorted, |(one, _), (other, _)| one.cmp(other));
        let mut made = Vec::with_capacity(sorted.len());
        for (name, value) in sorted {
            let place = value.place;
            let handler = match self.known(value) {
                Got::Known(value) => self.handler(name, &value).map_err(|(cause, at)| {
                    refusal(format!("Unable to configure handler {}", quoted(name)), (cause, at.or(place)))
                })?,
                _ => self.unknown_handler(name, value),
            };
            made.push(Rc::new(handler));
        }
        self.made = made;
        Ok(())
    }

    fn handler(&self, name: &str, config: &Value) -> Configured<Handler> {
        let Kind::Dict(pairs) = &config.kind else {
            mapping(name, config)?;
            return Ok(self.unknown_handler(name, config));
        };
        let of = || name.to_owned();
        if let Got::Known(formatter) = self.get(config, "formatter")
            && let Some(wanted) = formatter.as_str()
            && !wanted.is_empty()
            && self.formatters.lacks(wanted)
        {
            let cause = Cause::Dangling { of: of(), section: "formatters", name: wanted.to_owned() };
            return Err((cause, formatter.place));
        }
        let class = match (self.get(config, "()"), self.get(config, "class")) {
            (Got::Absent, Got::Absent) => return Err((Cause::NoClass(of()), None)),
            (Got::Known(class), _) | (Got::Absent, Got::Known(class)) => {
                self.path(name, &class)?;
                match &class.kind {
                    Kind::Str(path) | Kind::Object(path) => Some(path.clone()),
                    _ => None,
                }
            }
            _ => None,
        };
        let whole = pairs.iter().all(|(key, _)| key.as_str().is_some());
        let known_class = class.as_deref().filter(|_| whole);
        if let Some(class) = known_class {
            self.arguments(name, class, pairs, config)?;
        }
        let level = match self.get(config, "level") {
            Got::Absent => Some(0),
            Got::Known(level) if level.kind == Kind::None => Some(0),
            Got::Known(level) => self.level(name, &level)?,
            Got::Unknown => None,
        };
        let filters = match self.get(config, "filters") {
            Got::Absent => Some(Vec::new()),
            Got::Known(filters) => self.filters_of(name, &filters)?,
            Got::Unknown => None,
        };
        Ok(Handler { level, filters, class, ..self.unknown_handler(name, config) })
    }

    fn unknown_handler(&self, name: &str, config: &Value) -> Handler {
        Handler {
            name: name.into(),
            class: None,
            is_default: false,
            place: config.place,
            level: None,
            filters: None,
            config: config.clone(),
        }
    }

    /// What the class is called with.
    fn arguments(&self, name: &str, class: &str, pairs: &[(Value, Value)], config: &Value) -> Configured<()> {
        let of = || name.to_owned();
        let names: Vec<&str> = pairs
            .iter()
            .filter_map(|(key, _)| key.as_str())
            .filter(|key| !matches!(*key, "()" | "class" | "level" | "formatter" | "filters"))
            .filter(|key| key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'))
            .collect();
        if let Some(argument) = schema::missing_argument(class, &names) {
            return Err((Cause::Missing { of: of(), class: class.to_owned(), argument }, None));
        }
        if let Some(extra) = schema::extra_argument(class, &names) {
            let place = config.key(extra).and_then(|value| value.place);
            let (class, argument) = (class.to_owned(), extra.to_owned());
            return Err((Cause::Argument { of: of(), class, argument }, place));
        }
        let wrong = |argument: &str, value: &Value| {
            let (class, argument) = (class.to_owned(), argument.to_owned());
            Err((Cause::Argument { of: of(), class, argument }, value.place))
        };
        let text = |key: &str| match self.get(config, key) {
            Got::Known(value) if value.as_str().is_some() => Some(value),
            _ => None,
        };
        match class {
            "logging.handlers.TimedRotatingFileHandler" => {
                if let Some(when) = text("when")
                    && !when.as_str().is_some_and(schema::is_rotation)
                {
                    return wrong("when", &when);
                }
            }
            "logging.handlers.MemoryHandler" => {
                if let Some(target) = text("target")
                    && let Some(wanted) = target.as_str()
                    && self.handlers.lacks(wanted)
                {
                    let cause = Cause::Dangling { of: of(), section: "handlers", name: wanted.to_owned() };
                    return Err((cause, target.place));
                }
            }
            ADMIN_EMAIL => {
                let django = self.project.django.version;
                if let Got::Known(value) = self.get(config, "using")
                    && django < Version::new(6, 1)
                {
                    return wrong("using", &value);
                }
                if let Some(backend) = text("email_backend")
                    && backend.truthy() == Some(true)
                    && self.project.uses_mailers() == Ok(true)
                {
                    return wrong("email_backend", &backend);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn level(&self, name: &str, value: &Value) -> Configured<Option<i128>> {
        match schema::level(value) {
            Level::Is(level) => Ok(Some(level)),
            Level::Unknown => Ok(None),
            Level::Refused => {
                let level = value.as_str().map_or_else(|| value.type_name().to_owned(), str::to_owned);
                Err((Cause::Level { of: name.to_owned(), level }, value.place))
            }
        }
    }

    /// What Python gets when it goes through a list of names of a section; none of a name,
    /// or of all, that is not known.
    fn names(
        &self,
        of: &str,
        key: &'static str,
        section: &Section,
        value: &Value,
    ) -> Configured<Option<Vec<Option<Rc<str>>>>> {
        if value.truthy() == Some(false) {
            return Ok(Some(Vec::new()));
        }
        let name = |item: &Value| match self.known(item) {
            Got::Known(item) => item.as_str().map(Rc::from),
            _ => None,
        };
        let names: Vec<Option<Rc<str>>> = match &value.kind {
            Kind::List(items) | Kind::Tuple(items) | Kind::Set(items) => items.iter().map(name).collect(),
            Kind::Dict(pairs) => pairs.iter().map(|(key, _)| name(key)).collect(),
            Kind::Str(text) => text.chars().map(|one| Some(one.to_string().into())).collect(),
            Kind::Int(_) | Kind::Bool(_) | Kind::Float(_) => {
                return Err((Cause::NoList { of: of.to_owned(), key }, value.place));
            }
            _ => return Ok(None),
        };
        if let Some(name) = names.iter().flatten().find(|name| section.lacks(name)) {
            let of = of.to_owned();
            let cause = match value.as_str() {
                Some(_) => Cause::NoList { of, key },
                None => Cause::Dangling { of, section: key, name: name.to_string() },
            };
            return Err((cause, value.place));
        }
        Ok(Some(names))
    }

    fn filters_of(&self, name: &str, value: &Value) -> Configured<Option<Vec<Filter>>> {
        let Some(names) = self.names(name, "filters", &self.filters, value)? else { return Ok(None) };
        let mut filters = Vec::with_capacity(names.len());
        for wanted in names {
            let made = match (&wanted, &self.filters) {
                (Some(wanted), Section::Known(entries)) => {
                    entries.iter().find(|(name, _)| name == wanted).map(|(_, config)| self.known(config))
                }
                _ => None,
            };
            filters.push(match made {
                Some(Got::Known(config)) => self.filter(wanted.as_deref().unwrap_or_default(), &config)?,
                _ => Filter::Unknown,
            });
        }
        Ok(Some(filters))
    }

    /// `configure_logger` and `configure_root`.
    fn logger(&self, loggers: &mut Loggers, name: &str, config: &Value, incremental: bool) -> Configured<()> {
        let key = root_or(name);
        let of = if key.is_empty() { "root" } else { name };
        mapping(of, config)?;
        let level = match self.get(config, "level") {
            Got::Absent => None,
            Got::Known(level) if level.kind == Kind::None => None,
            Got::Known(level) => Some(self.level(of, &level)?),
            Got::Unknown => Some(None),
        };
        let mut handlers = Some(Vec::new());
        let mut filters = Vec::new();
        if !incremental {
            handlers = match self.get(config, "handlers") {
                Got::Absent => Some(Vec::new()),
                Got::Known(value) => self.handlers_of(of, &value)?,
                Got::Unknown => None,
            };
            filters = match self.get(config, "filters") {
                Got::Absent => Vec::new(),
                Got::Known(value) => self.filters_of(of, &value)?.unwrap_or(vec![Filter::Unknown]),
                Got::Unknown => vec![Filter::Unknown],
            };
        }
        let propagate = match self.get(config, "propagate") {
            Got::Absent => None,
            Got::Known(value) if value.kind == Kind::None => None,
            Got::Known(value) => Some(value.truthy()),
            Got::Unknown => Some(config.key("propagate").and_then(Value::truthy)),
        };
        let logger = loggers.entry(key);
        logger.level = level.unwrap_or(logger.level);
        if !incremental {
            logger.handlers = handlers;
            logger.filters.extend(filters);
        }
        // The root's configuration alone does not speak of these; it has no parent either.
        if !key.is_empty() {
            logger.disabled = Some(false);
            logger.propagate = propagate.unwrap_or(logger.propagate);
        }
        Ok(())
    }

    fn handlers_of(&self, name: &str, value: &Value) -> Configured<Option<Vec<Rc<Handler>>>> {
        let Some(names) = self.names(name, "handlers", &self.handlers, value)? else { return Ok(None) };
        let mut found: Vec<Rc<Handler>> = Vec::with_capacity(names.len());
        for wanted in names {
            let made = self.made.iter().find(|handler| Some(&handler.name) == wanted.as_ref());
            let Some(handler) = made else { return Ok(None) };
            // A logger has a handler once.
            if !found.iter().any(|known| Rc::ptr_eq(known, handler)) {
                found.push(handler.clone());
            }
        }
        Ok(Some(found))
    }

    fn configure_loggers(
        &self,
        loggers: &mut Loggers,
        section: &Section,
        disable: Option<bool>,
    ) -> Result<(), Refusal> {
        let Section::Known(entries) = section else {
            forget(loggers);
            return Ok(());
        };
        let existing: Vec<Rc<str>> =
            loggers.all.iter().map(|(name, _)| name.clone()).filter(|name| !name.is_empty()).collect();
        let named = |name: &str| entries.iter().any(|(known, _)| **known == *name);
        for (name, value) in entries {
            let Got::Known(config) = self.known(value) else {
                *loggers.entry(root_or(name)) =
                    Logger { filters: vec![Filter::Unknown], ..Logger::default() };
                continue;
            };
            self.logger(loggers, name, &config, false).map_err(|(cause, place)| {
                refusal(
                    format!("Unable to configure logger {}", quoted(name)),
                    (cause, place.or(config.place)),
                )
            })?;
        }
        // What was there before: children of what is named start anew, others are disabled.
        for name in existing.iter().filter(|name| !named(name)) {
            let below = |parent: &str| name.strip_prefix(parent).is_some_and(|rest| rest.starts_with('.'));
            let is_child = existing.iter().any(|parent| named(parent) && below(parent));
            let logger = loggers.entry(name);
            if is_child {
                *logger = Logger { filters: std::mem::take(&mut logger.filters), ..Logger::fresh() };
            } else {
                logger.disabled = disable;
            }
        }
        Ok(())
    }

    /// An incremental configuration: levels and propagation of what is there.
    fn increment(&self, loggers: &mut Loggers, config: &Value) -> Result<(), Refusal> {
        if let Section::Known(entries) = self.section(config, "handlers", "handler")? {
            for (name, value) in &entries {
                let known = |handler: &&mut Rc<Handler>| handler.name == *name;
                let mut all =
                    loggers.all.iter_mut().filter_map(|(_, logger)| logger.handlers.as_mut()).flatten();
                let Some(handler) = all.find(|handler| known(handler)) else {
                    let message = format!("No handler found with name {}", quoted(name));
                    return Err(refusal(message, (Cause::Incremental(name.to_string()), value.place)));
                };
                let level = match self.get(value, "level") {
                    Got::Absent => continue,
                    Got::Known(level) if level.truthy() == Some(false) => continue,
                    Got::Known(level) => self.level(name, &level).map_err(|cause| {
                        refusal(format!("Unable to configure handler {}", quoted(name)), cause)
                    })?,
                    Got::Unknown => None,
                };
                Rc::make_mut(handler).level = level;
            }
        }
        match self.section(config, "loggers", "logger")? {
            Section::Unknown => forget(loggers),
            Section::Known(entries) => {
                for (name, value) in &entries {
                    let Got::Known(config) = self.known(value) else { continue };
                    self.logger(loggers, name, &config, true).map_err(|cause| {
                        refusal(format!("Unable to configure logger {}", quoted(name)), cause)
                    })?;
                }
            }
        }
        if let Got::Known(root) = self.get(config, "root")
            && root.truthy() != Some(false)
        {
            self.logger(loggers, "", &root, true)
                .map_err(|cause| refusal("Unable to configure root logger".to_owned(), cause))?;
        }
        Ok(())
    }
}

/// `getLogger("root")` is the root since Python 3.9.
fn root_or(name: &str) -> &str {
    if name == "root" { "" } else { name }
}

/// A part that has to be a dict.
fn mapping(name: &str, config: &Value) -> Configured<()> {
    match &config.kind {
        Kind::None
        | Kind::Bool(_)
        | Kind::Int(_)
        | Kind::Float(_)
        | Kind::Str(_)
        | Kind::List(_)
        | Kind::Tuple(_)
        | Kind::Set(_) => Err((Cause::NotDict(name.to_owned()), config.place)),
        _ => Ok(()),
    }
}
