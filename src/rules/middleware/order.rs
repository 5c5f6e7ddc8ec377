//! Middleware stand in the order that they are made for, all of them.

use crate::django::middleware::{ANY, Constraint, Weight};
use crate::model::{Applicability, Item, Severity, Text, text};
use crate::project::{Order, Project};
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "middleware.order",
    item: Item::Https,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/middleware/#middleware-ordering",
    title: text("Middleware stand in the right order", "Middleware стоят в верном порядке"),
    why: text(
        "A request goes down the list and the answer comes back up: what stands too low has no say in what was answered above it.",
        "Запрос идёт по списку вниз, ответ — вверх: кто стоит слишком низко, не влияет на то, что ответили выше.",
    ),
    how: text(
        "Take the order shown: every demand of Django and of the packages is met, and the fewest lines move.",
        "Возьмите показанный порядок: он отвечает требованиям Django и пакетов, а строк переставлено как можно меньше.",
    ),
    examples: &[
        fails(
            "MIDDLEWARE = ['django.middleware.common.CommonMiddleware', 'django.middleware.security.SecurityMiddleware']",
        ),
        fails(
            "MIDDLEWARE = ['django.middleware.common.CommonMiddleware', 'django.middleware.locale.LocaleMiddleware']",
        ),
        // Comments go with their lines.
        fails(
            "MIDDLEWARE = [\n    'django.middleware.security.SecurityMiddleware',\n    # The API.\n    'django.contrib.sessions.middleware.SessionMiddleware',\n    'django.middleware.common.CommonMiddleware',\n    'corsheaders.middleware.CorsMiddleware',  # for the app\n    'whitenoise.middleware.WhiteNoiseMiddleware',\n]\nif False:\n    MIDDLEWARE.insert(0, 'debug_toolbar.middleware.DebugToolbarMiddleware')\n",
        ),
        fails(
            "MIDDLEWARE = ['whitenoise.middleware.WhiteNoiseMiddleware', 'django.middleware.security.SecurityMiddleware']",
        ),
        fails(
            "MIDDLEWARE = ['django.contrib.sessions.middleware.SessionMiddleware', 'django.middleware.cache.UpdateCacheMiddleware', 'django.middleware.cache.FetchFromCacheMiddleware']",
        ),
        fails(
            "MIDDLEWARE = ['django.middleware.http.ConditionalGetMiddleware', 'htmlmin.middleware.HtmlMinifyMiddleware', 'django_brotli.middleware.BrotliMiddleware', 'django.middleware.gzip.GZipMiddleware']",
        ),
        fails(
            "MIDDLEWARE = ['django.middleware.common.CommonMiddleware', 'allow_cidr.middleware.AllowCIDRMiddleware', 'shop.middleware.Own']",
        ),
        fails(
            "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware', 'django_prometheus.middleware.PrometheusBeforeMiddleware', 'django_prometheus.middleware.PrometheusAfterMiddleware', 'django.middleware.common.CommonMiddleware']",
        ),
        fails(
            "MIDDLEWARE = ['django_otp.middleware.OTPMiddleware', 'django.contrib.auth.middleware.AuthenticationMiddleware', 'axes.middleware.AxesMiddleware']",
        ),
        passes(
            "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware', 'django.middleware.common.CommonMiddleware']",
        ),
        passes(
            "MIDDLEWARE = ['django.middleware.common.CommonMiddleware', 'django.middleware.security.SecurityMiddleware', 'django.middleware.common.CommonMiddleware']\nMIDDLEWARE.pop(0)",
        ),
        // Since Django 4.0 the language is not in the session.
        irrelevant(
            "MIDDLEWARE = ['django.middleware.locale.LocaleMiddleware', 'django.contrib.sessions.middleware.SessionMiddleware']",
        ),
        fails(
            "MIDDLEWARE = ['django.middleware.locale.LocaleMiddleware', 'django.contrib.sessions.middleware.SessionMiddleware']",
        )
        .django(3, 2),
        // What is not known is not passed by: the order is said, and none is offered.
        fails(
            "import os\nMIDDLEWARE = ['django.middleware.common.CommonMiddleware', os.environ['OWN'], 'django.middleware.security.SecurityMiddleware']",
        ),
        undecided(
            "import os\nMIDDLEWARE = ['django.middleware.security.SecurityMiddleware', os.environ['OWN']]",
        ),
        irrelevant("MIDDLEWARE = ['django.middleware.common.CommonMiddleware']"),
    ],
    check,
};

/// What has a rule of its own: requests that end with an exception, and what `check` says.
fn is_ours(constraint: &Constraint) -> bool {
    matches!(constraint.weight, Weight::Hard | Weight::Advised)
}

fn check(project: &Project) -> Verdict {
    let order = project.middleware_order()?;
    let wrong: Vec<Wrong> =
        order.violations().filter(|(constraint, ..)| is_ours(constraint)).copied().collect();
    if wrong.is_empty() {
        order.items.no_holes()?;
        let seen = order.pairs.iter().any(|(constraint, ..)| is_ours(constraint));
        return Ok(if seen { pass().at(&order.items) } else { not_applicable() });
    }
    let message = sentences(&order, &wrong);
    let hard = wrong.iter().any(|(constraint, ..)| constraint.weight == Weight::Hard);
    let mut outcome = if hard { fail(message) } else { attention(message) };
    for (_, above, _) in &wrong {
        outcome = outcome.at_place(order.items.items[*above].place.or(order.items.place));
    }
    for (_, _, below) in &wrong {
        outcome = outcome.related(order.items.items[*below].place);
    }
    Ok(outcome.fix_list(Applicability::Unsafe, "MIDDLEWARE", project.middleware_in_order(&order)))
}

type Wrong = (&'static Constraint, usize, usize);

/// One sentence for those that share a side and a reason.
fn sentences(order: &Order, wrong: &[Wrong]) -> Text {
    let mut left: Vec<Wrong> = wrong.to_vec();
    let mut said: Vec<Text> = Vec::new();
    while let Some(&(constraint, above, below)) = left.first() {
        let alike = |by_above: bool| {
            move |(other, its_above, its_below): &Wrong| {
                other.harm == constraint.harm
                    && if by_above { *its_above == above } else { *its_below == below }
            }
        };
        let by_above = left.iter().filter(|one| alike(true)(one)).count()
            >= left.iter().filter(|one| alike(false)(one)).count();
        let (now, later): (Vec<Wrong>, Vec<Wrong>) = left.iter().partition(|one| alike(by_above)(one));
        left = later;
        let mut uppers: Vec<&str> = now.iter().map(|(_, above, _)| order.name(*above)).collect();
        uppers.dedup();
        let mut lowers: Vec<&str> = now.iter().map(|(_, _, below)| order.name(*below)).collect();
        lowers.dedup();
        let Text { en, ru } = constraint.harm.words();
        let Text { en: upper_en, ru: upper_ru } = list(&uppers);
        let Text { en: lower_en, ru: lower_ru } = list(&lowers);
        said.push(if constraint.below == ANY && uppers.len() == 1 {
            text! {
                en: "{upper_en} belongs above everything: {en}.",
                ru: "{upper_ru} должен стоять выше всех: {ru}.",
            }
        } else if uppers.len() > 1 {
            text! {
                en: "{upper_en} belong above {lower_en}: {en}.",
                ru: "{upper_ru} должны стоять выше, чем {lower_ru}: {ru}.",
            }
        } else {
            text! {
                en: "{upper_en} belongs above {lower_en}: {en}.",
                ru: "{upper_ru} должен стоять выше, чем {lower_ru}: {ru}.",
            }
        });
    }
    let join = |words: fn(&Text) -> &str| said.iter().map(words).collect::<Vec<_>>().join(" ");
    Text { en: join(|text| &text.en).into(), ru: join(|text| &text.ru).into() }
}

/// `A, B and C`.
fn list(names: &[&str]) -> Text {
    let Some((last, first)) = names.split_last().filter(|(_, first)| !first.is_empty()) else {
        return Text::same(names.join(""));
    };
    let first = first.join(", ");
    text! { en: "{first} and {last}", ru: "{first} и {last}" }
}
