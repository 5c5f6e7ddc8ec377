//! A fact is known, with its origin, or undecided, with its reason.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::model::{Text, text};
use crate::python::{Kind, Reason, Unknown, Value};
use crate::source::Place;

/// What a getter answers: the fact, or why it cannot be told.
pub type Fact<T> = Result<T, Undecided>;

/// Why something cannot be told from these files.
#[derive(Debug, Clone, PartialEq)]
pub struct Undecided {
    /// One sentence for the person.
    pub reason: Text,
    /// Environment variables that decide.
    pub variables: BTreeSet<Rc<str>>,
    pub places: Vec<Place>,
    /// The file that would tell was not given: `no-data` rather than `open`.
    pub missing_file: bool,
    /// The setting that could not be told, where it is one.
    pub setting: Option<Rc<str>>,
}

impl Undecided {
    /// The file that would prove it was not given.
    #[must_use]
    pub fn not_given(reason: Text) -> Self {
        Self { reason, variables: BTreeSet::new(), places: Vec::new(), missing_file: true, setting: None }
    }

    /// These files do not decide it, and none is missing.
    #[must_use]
    pub fn because(reason: Text) -> Self {
        Self { missing_file: false, ..Self::not_given(reason) }
    }

    /// The same with the place that asks for it.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.places.push(place);
        self
    }

    /// Words for a hole in a value; `subject` is the setting's name.
    #[must_use]
    pub fn hole(subject: &str, value: &Value) -> Self {
        match &value.kind {
            Kind::Unknown(unknown) => Self::unknown(subject, unknown, value.place),
            Kind::Maybe(maybe) => {
                if maybe.variables.is_empty() {
                    return Self::unknown(
                        subject,
                        maybe.open.as_ref().unwrap_or(&maybe.because),
                        value.place,
                    );
                }
                Self {
                    reason: depends(subject, &maybe.variables),
                    variables: maybe.variables.clone(),
                    places: value.place.into_iter().collect(),
                    missing_file: false,
                    setting: setting_of(subject),
                }
            }
            _ => Self {
                reason: text! {
                    en: "{subject} has a value that this check does not understand.",
                    ru: "Эта проверка не понимает значение {subject}.",
                },
                variables: BTreeSet::new(),
                places: value.place.into_iter().collect(),
                missing_file: false,
                setting: setting_of(subject),
            },
        }
    }

    /// Words for a reason not to know.
    #[must_use]
    pub fn unknown(subject: &str, unknown: &Unknown, place: Option<Place>) -> Self {
        let reason = match &unknown.reason {
            Reason::Environment => depends(subject, &unknown.variables),
            Reason::NotGiven(module) => text! {
                en: "{subject} may be set in {module}, which was not given.",
                ru: "{subject} может задаваться в {module}, а этого файла здесь нет.",
            },
            Reason::ThirdParty(package) => text! {
                en: "{subject} comes from {package}, whose code is not followed here.",
                ru: "{subject} зависит от {package}: код этого пакета здесь не разбирается.",
            },
            Reason::Host(what) => {
                let Text { en, ru } = in_words(what);
                text! {
                    en: "{subject} depends on the machine it runs on ({en}).",
                    ru: "{subject} зависит от машины, на которой запущен код ({ru}).",
                }
            }
            Reason::Unsupported(what) => {
                let Text { en, ru } = in_words(what);
                text! {
                    en: "{subject} is computed in a way that is not followed here ({en}).",
                    ru: "{subject} вычисляется способом, который здесь не разбирается ({ru}).",
                }
            }
            Reason::Limit(which) => {
                let Text { en, ru } = limit_words(which);
                text! {
                    en: "Computing {subject} hit the limit on {en}.",
                    ru: "Вычисление {subject} упёрлось в предел: {ru}.",
                }
            }
            Reason::Syntax => text! {
                en: "The lines that set {subject} have a syntax error.",
                ru: "В строках, где задаётся {subject}, синтаксическая ошибка.",
            },
            Reason::Raised(class) => text! {
                en: "{subject} is not reached: the settings raise {class} first.",
                ru: "До {subject} дело не доходит: раньше настройки падают с {class}.",
            },
        };
        Self {
            reason,
            variables: unknown.variables.clone(),
            places: unknown.place.or(place).into_iter().collect(),
            missing_file: matches!(unknown.reason, Reason::NotGiven(_)),
            setting: setting_of(subject),
        }
    }
}

/// What the evaluator does not follow: in Russian what projects meet, code as it is.
fn in_words(what: &str) -> Text {
    for (en, ru) in [("the file ", "файл "), ("the module ", "модуль "), ("the option ", "параметр ")]
    {
        if let Some(name) = what.strip_prefix(en) {
            return Text {
                en: what.to_owned().into(),
                ru: format!("{ru}{}", name.replace(" of ", " в ")).into(),
            };
        }
    }
    let ru = match what {
        "a branch" => "ветвление",
        "a call of an object" => "вызов объекта",
        "a comparison" => "сравнение",
        "a name of Django's global_settings" => "имя из global_settings",
        "a path" => "путь",
        "a value that is not known" => "неизвестное значение",
        "a variable whose name is not known" => "переменная с неизвестным именем",
        "an environment variable" => "переменная окружения",
        "an object of a class that is not followed" => "объект неизвестного класса",
        "chance" => "случайность",
        "django.conf.settings while settings load" => "django.conf.settings во время загрузки настроек",
        "the clock" => "часы",
        "the directory in which the server is started" => "каталог, из которого запущен сервер",
        "the order of a set" => "порядок элементов множества",
        "the working directory" => "рабочий каталог",
        _ => return Text::same(what),
    };
    Text { en: what.to_owned().into(), ru: ru.into() }
}

/// Which limit of the evaluator was hit.
#[must_use]
pub fn limit_words(which: &'static str) -> Text {
    match which {
        "steps" => text("the number of steps", "число шагов"),
        "objects" => text("the number of objects", "число объектов"),
        "memory" => text("memory", "объём памяти"),
        "items" => text("the size of collections", "размер коллекций"),
        "the size of texts" => text("the size of texts", "длина текстов"),
        "the size of numbers" => text("the size of numbers", "величина чисел"),
        "depth" => text("expressions within each other", "вложенность выражений"),
        "calls within calls" => text("calls within calls", "вложенность вызовов"),
        "rounds of a loop" => text("the rounds of a loop", "число повторений цикла"),
        "alternatives" => text("alternatives for one value", "число вариантов одного значения"),
        other => Text::same(other),
    }
}

/// `DATABASES` of `DATABASES["default"]["HOST"]`.
fn setting_of(subject: &str) -> Option<Rc<str>> {
    let end = subject.find(|c: char| !(c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_'));
    let name = &subject[..end.unwrap_or(subject.len())];
    (!name.is_empty()).then(|| name.into())
}

fn depends(subject: &str, variables: &BTreeSet<Rc<str>>) -> Text {
    let names = variables.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ");
    match variables.len() {
        0 => text! { en: "{subject} is decided at run time.", ru: "{subject} определяется во время работы." },
        1 => text! {
            en: "{subject} depends on the environment variable {names}.",
            ru: "{subject} зависит от переменной окружения {names}.",
        },
        _ => text! {
            en: "{subject} depends on the environment variables {names}.",
            ru: "{subject} зависит от переменных окружения {names}.",
        },
    }
}

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Django's own default: nobody set it.
    Default,
    /// The statement that made it what it is.
    Written(Place),
}

/// A fact, the setting that it is read from, and where that was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Known<T> {
    /// The setting's name.
    pub name: Rc<str>,
    pub value: T,
    pub origin: Origin,
    /// The narrowest place that shows it; none for a default.
    pub place: Option<Place>,
}

impl<T> Known<T> {
    /// Whether nobody set it.
    #[must_use]
    pub const fn is_default(&self) -> bool {
        matches!(self.origin, Origin::Default)
    }

    /// The same place and name, another value.
    #[must_use]
    pub fn with<U>(&self, value: U) -> Known<U> {
        Known { name: self.name.clone(), value, origin: self.origin, place: self.place }
    }
}

impl<T> std::ops::Deref for Known<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// Not a value of the expected type.
pub(super) fn wrong_type(subject: &str, value: &Value, expected: &str) -> Undecided {
    let found = value.type_name();
    Undecided {
        reason: text! {
            en: "{subject} is {found}, where {expected} is expected.",
            ru: "{subject} имеет тип {found}, а ожидается {expected}.",
        },
        variables: BTreeSet::new(),
        places: value.place.into_iter().collect(),
        missing_file: false,
        setting: setting_of(subject),
    }
}

/// No settings file at all.
pub(super) fn no_settings() -> Undecided {
    Undecided::not_given(text("No settings module was given.", "Модуль настроек не передан."))
}
