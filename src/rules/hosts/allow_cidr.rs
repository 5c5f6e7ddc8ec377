//! django-allow-cidr, where it is used, is wired as it needs to be.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "hosts.allow-cidr",
    item: Item::AllowedHosts,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://github.com/mozmeao/django-allow-cidr",
    title: text(
        "Allowed subnets are valid and are checked",
        "Разрешённые подсети заданы верно и проверяются",
    ),
    why: text(
        "AllowCIDRMiddleware switches Django's own host check off and does it itself, by these networks.",
        "AllowCIDRMiddleware отключает проверку хоста в Django и проверяет сам, по этим подсетям.",
    ),
    how: text(
        "Put allow_cidr.middleware.AllowCIDRMiddleware into MIDDLEWARE, and list networks in ALLOWED_CIDR_NETS.",
        "Добавьте allow_cidr.middleware.AllowCIDRMiddleware в MIDDLEWARE и перечислите сети в ALLOWED_CIDR_NETS.",
    ),
    examples: &[
        fails(
            "MIDDLEWARE = ['allow_cidr.middleware.AllowCIDRMiddleware']\nALLOWED_CIDR_NETS = ['10.0.0.1/8']",
        ),
        fails("ALLOWED_CIDR_NETS = ['10.0.0.0/8']"),
        passes(
            "MIDDLEWARE = ['allow_cidr.middleware.AllowCIDRMiddleware']\nALLOWED_CIDR_NETS = ['10.0.0.0/8', '2001:db8::/32']",
        ),
        irrelevant(""),
        undecided("from .other import MIDDLEWARE"),
    ],
    check,
};

const MIDDLEWARE: &str = "allow_cidr.middleware.AllowCIDRMiddleware";

fn check(project: &Project) -> Verdict {
    let middleware = project.settings.list("MIDDLEWARE")?;
    let nets_set = project.settings.is_set("ALLOWED_CIDR_NETS")?;
    let Some(item) = middleware.find(MIDDLEWARE)? else {
        if !nets_set {
            return Ok(not_applicable());
        }
        return Ok(fail(text(
            "ALLOWED_CIDR_NETS is set, and AllowCIDRMiddleware is not in MIDDLEWARE: the networks have no effect.",
            "ALLOWED_CIDR_NETS задан, но AllowCIDRMiddleware нет в MIDDLEWARE: сети ни на что не влияют.",
        ))
        .at_place(project.place_of("ALLOWED_CIDR_NETS")));
    };
    if !nets_set {
        return Ok(fail(text(
            "AllowCIDRMiddleware is on, and ALLOWED_CIDR_NETS is not set: it does nothing.",
            "AllowCIDRMiddleware подключён, но ALLOWED_CIDR_NETS не задан: он ничего не делает.",
        ))
        .at_place(item.place));
    }
    let nets = project.settings.list("ALLOWED_CIDR_NETS")?;
    for (net, place) in nets.strs() {
        let message = match network(net) {
            Network::Sound => continue,
            Network::Everything => text! {
                en: "{net:?} in ALLOWED_CIDR_NETS is every address there is.",
                ru: "{net:?} в ALLOWED_CIDR_NETS — это вообще все адреса.",
            },
            Network::HostBits => text! {
                en: "{net:?} in ALLOWED_CIDR_NETS is not the first address of its network: the site stops at start with ValueError.",
                ru: "{net:?} из ALLOWED_CIDR_NETS — не начальный адрес сети: сайт упадёт при запуске с ValueError.",
            },
            Network::Malformed => text! {
                en: "{net:?} in ALLOWED_CIDR_NETS is not a network: the site stops at start with ValueError.",
                ru: "{net:?} из ALLOWED_CIDR_NETS — не сеть: сайт упадёт при запуске с ValueError.",
            },
        };
        return Ok(fail(message).at_place(place.place.or(nets.place)));
    }
    nets.no_holes()?;
    Ok(pass().at(&nets))
}

enum Network {
    Sound,
    Everything,
    HostBits,
    Malformed,
}

fn network(text: &str) -> Network {
    let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
    let Ok(address) = address.parse::<std::net::IpAddr>() else { return Network::Malformed };
    let (value, width) = match address {
        std::net::IpAddr::V4(address) => (u128::from(address.to_bits()), 32),
        std::net::IpAddr::V6(address) => (address.to_bits(), 128),
    };
    let Ok(bits) = bits.map_or(Ok(width), str::parse::<u32>) else { return Network::Malformed };
    match bits {
        0 => Network::Everything,
        bits if bits > width => Network::Malformed,
        bits if value.trailing_zeros().min(width) + bits < width => Network::HostBits,
        _ => Network::Sound,
    }
}
