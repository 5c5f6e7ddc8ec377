//! `ipaddress`: addresses, networks and interfaces, kept as their texts.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::text::{quoted, str_of};
use super::{Failure, Outcome, bind, bool_value, bytes_value, int_value, text_value, typed, whole};
use crate::python::value::{Kind, Value};

const NOT_FOLLOWED: Failure = Failure::Unsupported("this use of ipaddress");
/// Networks of more addresses are not written out.
const MOST: u128 = 4096;

const CLASSES: [[&str; 2]; 3] = [
    ["ipaddress.IPv4Address", "ipaddress.IPv6Address"],
    ["ipaddress.IPv4Network", "ipaddress.IPv6Network"],
    ["ipaddress.IPv4Interface", "ipaddress.IPv6Interface"],
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kin {
    Address,
    Network,
    Interface,
}

#[derive(Debug, Clone, Copy)]
struct Net {
    kin: Kin,
    six: bool,
    bits: u128,
    prefix: u32,
}

/// Whether a class is one of these.
pub(crate) fn is_class(class: &str) -> bool {
    CLASSES.iter().flatten().any(|known| *known == class)
}

impl Net {
    const fn width(&self) -> u32 {
        if self.six { 128 } else { 32 }
    }

    fn mask(&self) -> u128 {
        let host = self.width() - self.prefix;
        let all = if self.six { u128::MAX } else { u128::from(u32::MAX) };
        if host == 128 { 0 } else { (all >> host) << host }
    }

    fn all(&self) -> u128 {
        if self.six { u128::MAX } else { u128::from(u32::MAX) }
    }

    fn text_of(&self, bits: u128) -> Outcome<String> {
        if self.six {
            let address = Ipv6Addr::from(bits);
            // 3.13 writes them in another way.
            if address.to_ipv4_mapped().is_some() {
                return Err(NOT_FOLLOWED);
            }
            Ok(address.to_string())
        } else {
            Ok(Ipv4Addr::from(bits as u32).to_string())
        }
    }

    fn address(&self, bits: u128) -> Outcome<Value> {
        Ok(typed(CLASSES[0][usize::from(self.six)], self.text_of(bits)?))
    }

    fn value(&self) -> Outcome<Value> {
        let class = CLASSES[self.kin as usize][usize::from(self.six)];
        let text = self.text_of(self.bits)?;
        Ok(typed(class, if self.kin == Kin::Address { text } else { format!("{text}/{}", self.prefix) }))
    }

    fn last(&self) -> u128 {
        self.bits | (self.all() & !self.mask())
    }

    /// From the texts that are kept.
    fn of(value: &Value) -> Option<Self> {
        let Kind::Typed(class, text) = &value.kind else { return None };
        let row = CLASSES.iter().position(|row| row.contains(class))?;
        parse(text, [Kin::Address, Kin::Network, Kin::Interface][row])
    }
}

fn parse(text: &str, kin: Kin) -> Option<Net> {
    let (address, prefix) = match (kin, text.split_once('/')) {
        (Kin::Address, Some(_)) => return None,
        (_, Some((address, prefix))) => (address, Some(prefix)),
        (_, None) => (text, None),
    };
    let (six, bits) = match address.parse::<IpAddr>().ok()? {
        IpAddr::V4(address) => (false, u128::from(u32::from(address))),
        IpAddr::V6(address) => (true, u128::from(address)),
    };
    let width = if six { 128 } else { 32 };
    let prefix = match prefix {
        None => width,
        Some(digits)
            if !digits.is_empty()
                && digits.len() <= 3
                && digits.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            digits.parse::<u32>().ok().filter(|prefix| *prefix <= width)?
        }
        // A netmask; one of hosts is rare.
        Some(mask) if !six => {
            let mask = u32::from(mask.parse::<Ipv4Addr>().ok()?);
            if mask.leading_ones() + mask.trailing_zeros() != 32 {
                return None;
            }
            mask.leading_ones()
        }
        Some(_) => return None,
    };
    Some(Net { kin, six, bits, prefix })
}

/// A text that could be meant as an address in a form that is not followed.
fn rare(text: &str) -> bool {
    let host_mask = text.split_once('/').is_some_and(|(_, mask)| mask.contains('.'));
    text.contains('%') || host_mask || !text.is_ascii()
}

pub(crate) fn call(name: &str, args: &[Value], named: &[(String, Value)]) -> Option<Outcome<Value>> {
    let function = name.strip_prefix("ipaddress.")?;
    let (kin, word) = match function {
        "ip_address" | "IPv4Address" | "IPv6Address" => (Kin::Address, "address"),
        "ip_network" | "IPv4Network" | "IPv6Network" => (Kin::Network, "network"),
        "ip_interface" | "IPv4Interface" | "IPv6Interface" => (Kin::Interface, "interface"),
        _ => return Some(Err(NOT_FOLLOWED)),
    };
    let run = || -> Outcome<Value> {
        let given =
            bind(if kin == Kin::Network { &["address", "strict"] } else { &["address"] }, args, named)?;
        let value = given[0].ok_or(NOT_FOLLOWED)?;
        let strict = given.get(1).copied().flatten().is_none_or(|value| value.truthy() == Some(true));
        let text = match &value.kind {
            Kind::Str(text) => super::marker::plain(text)?.to_owned(),
            Kind::Typed(class, text) if is_class(class) => text.to_string(),
            Kind::Int(number @ 0..=0xffff_ffff) if function == "ip_address" || function == "IPv4Address" => {
                Ipv4Addr::from(*number as u32).to_string()
            }
            _ => return Err(NOT_FOLLOWED),
        };
        let wrong = |six: bool| function.starts_with("IPv") && function.starts_with("IPv6") != six;
        match parse(&text, kin).filter(|net| !wrong(net.six)) {
            Some(mut net) => {
                if kin == Kin::Network && net.bits & !net.mask() & net.all() != 0 {
                    if strict {
                        let shown = format!("{}/{}", net.text_of(net.bits)?, net.prefix);
                        if !text.contains('/') || shown != text {
                            return Err(NOT_FOLLOWED);
                        }
                        return Err(Failure::value_error(format!("{text} has host bits set")));
                    }
                    net.bits &= net.mask();
                }
                net.value()
            }
            None if rare(&text) || function.starts_with("IPv") => Err(NOT_FOLLOWED),
            None => {
                let message = format!("{} does not appear to be an IPv4 or IPv6 {word}", quoted(&text));
                Err(Failure::value_error(message))
            }
        }
    };
    Some(run())
}

/// Whether the bits lie in one of some networks.
fn within(net: &Net, four: &[&str], six: &[&str]) -> bool {
    (if net.six { six } else { four })
        .iter()
        .filter_map(|text| parse(text, Kin::Network))
        .any(|other| net.bits & other.mask() == other.bits)
}

fn is_private(net: &Net) -> Outcome<bool> {
    // Releases of Python differ about these.
    if within(
        net,
        &["192.0.0.0/24"],
        &["2001::/23", "64:ff9b::/32", "3fff::/20", "2002::/16", "::ffff:0:0/96", "100::/16"],
    ) {
        return Err(NOT_FOLLOWED);
    }
    let four = [
        "0.0.0.0/8",
        "10.0.0.0/8",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.2.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "240.0.0.0/4",
    ];
    Ok(within(net, &four, &["::1/128", "::/128", "2001:db8::/32", "fc00::/7", "fe80::/10"]))
}

pub(crate) fn attribute(value: &Value, name: &str) -> Option<Outcome<Value>> {
    let net = Net::of(value)?;
    let Kind::Typed(_, text) = &value.kind else { return None };
    let address = net.kin != Kin::Network;
    let run = || -> Outcome<Option<Value>> {
        let truth = |four: &[&str], six: &[&str]| {
            let first = within(&net, four, six);
            let last = Net { bits: net.last(), ..net };
            bool_value(first && (address || within(&last, four, six)))
        };
        Ok(Some(match name {
            "version" => int_value(if net.six { 6 } else { 4 }),
            "max_prefixlen" => int_value(net.width().into()),
            "compressed" => text_value(text.clone()),
            "exploded" if net.six => {
                let groups: Vec<String> =
                    Ipv6Addr::from(net.bits).segments().iter().map(|group| format!("{group:04x}")).collect();
                let suffix = if net.kin == Kin::Address { String::new() } else { format!("/{}", net.prefix) };
                text_value(format!("{}{suffix}", groups.join(":")))
            }
            "exploded" => text_value(text.clone()),
            "packed" if address && net.six => bytes_value(net.bits.to_be_bytes()),
            "packed" if address => bytes_value((net.bits as u32).to_be_bytes()),
            "is_private" if address => bool_value(is_private(&net)?),
            "is_global" if address => {
                let shared = !net.six && within(&net, &["100.64.0.0/10"], &[]);
                bool_value(!shared && !is_private(&net)?)
            }
            "is_loopback" => truth(&["127.0.0.0/8"], &["::1/128"]),
            "is_multicast" => truth(&["224.0.0.0/4"], &["ff00::/8"]),
            "is_link_local" => truth(&["169.254.0.0/16"], &["fe80::/10"]),
            "is_unspecified" if address => bool_value(net.bits == 0),
            "is_reserved" if !net.six => truth(&["240.0.0.0/4"], &[]),
            "ip" if net.kin == Kin::Interface => net.address(net.bits)?,
            "network" if net.kin == Kin::Interface => {
                Net { kin: Kin::Network, bits: net.bits & net.mask(), ..net }.value()?
            }
            "prefixlen" if net.kin == Kin::Network => int_value(net.prefix.into()),
            "network_address" if net.kin == Kin::Network => net.address(net.bits)?,
            "broadcast_address" if net.kin == Kin::Network => net.address(net.last())?,
            "netmask" if net.kin != Kin::Address => net.address(net.mask())?,
            "hostmask" if net.kin != Kin::Address => net.address(net.all() & !net.mask())?,
            "with_prefixlen" if net.kin != Kin::Address => text_value(text.clone()),
            "with_netmask" if net.kin != Kin::Address => {
                text_value(format!("{}/{}", net.text_of(net.bits)?, net.text_of(net.mask())?))
            }
            "num_addresses" if net.kin == Kin::Network && net.width() - net.prefix < 127 => {
                int_value(1 << (net.width() - net.prefix))
            }
            "is_reserved" | "is_site_local" | "ipv4_mapped" | "sixtofour" | "teredo" | "scope_id"
            | "reverse_pointer" | "is_private" | "is_global" | "is_unspecified" | "num_addresses"
            | "with_hostmask" => {
                return Err(NOT_FOLLOWED);
            }
            _ => return Ok(None),
        }))
    };
    run().transpose()
}

/// The methods that settings may call.
pub(crate) const METHODS: [&str; 11] = [
    "hosts",
    "subnets",
    "supernet",
    "overlaps",
    "subnet_of",
    "supernet_of",
    "address_exclude",
    "compare_networks",
    "__str__",
    "__int__",
    "__contains__",
];

pub(crate) fn method(value: &Value, name: &str, args: &[Value]) -> Outcome<Value> {
    let net = Net::of(value).ok_or(NOT_FOLLOWED)?;
    let other = args.first().and_then(Net::of);
    let is_within = |inner: &Net, outer: &Net| {
        inner.six == outer.six && outer.bits <= inner.bits && inner.last() <= outer.last()
    };
    match (name, net.kin, other) {
        ("hosts", Kin::Network, None) => {
            let all = addresses(value)?;
            let width = net.width() - net.prefix;
            let cut = match (width, net.six) {
                (0 | 1, _) => all,
                // The first of IPv6 is the router's, and there is no broadcast.
                (_, true) => all[1..].to_vec(),
                (_, false) => all[1..all.len() - 1].to_vec(),
            };
            Ok(Value::unplaced(Kind::List(cut)))
        }
        ("overlaps", Kin::Network, Some(other)) if other.kin == Kin::Network => {
            Ok(bool_value(net.six == other.six && net.bits <= other.last() && other.bits <= net.last()))
        }
        ("subnet_of", Kin::Network, Some(other)) if other.kin == Kin::Network && net.six == other.six => {
            Ok(bool_value(is_within(&net, &other)))
        }
        ("supernet_of", Kin::Network, Some(other)) if other.kin == Kin::Network && net.six == other.six => {
            Ok(bool_value(is_within(&other, &net)))
        }
        ("subnets", Kin::Network, None) if args.len() < 2 => {
            let by = args.first().map_or(Ok(1), whole)?;
            let prefix = net.prefix + u32::try_from(by).map_err(|_| NOT_FOLLOWED)?;
            if by < 1 || prefix > net.width() || by > 10 {
                return Err(NOT_FOLLOWED);
            }
            let size = 1_u128 << (net.width() - prefix);
            (0..1_u128 << by)
                .map(|at| Net { bits: net.bits + at * size, prefix, ..net }.value())
                .collect::<Outcome<Vec<_>>>()
                .map(|all| Value::unplaced(Kind::List(all)))
        }
        _ => Err(NOT_FOLLOWED),
    }
}

/// All addresses of a small network, in order.
pub(crate) fn addresses(value: &Value) -> Outcome<Vec<Value>> {
    let net = Net::of(value).filter(|net| net.kin == Kin::Network).ok_or(NOT_FOLLOWED)?;
    let width = net.width() - net.prefix;
    if width > 12 || 1 << width > MOST {
        return Err(Failure::ITEMS);
    }
    (0..1_u128 << width).map(|at| net.address(net.bits + at)).collect()
}

/// `item in network`.
pub(crate) fn contains(network: &Value, item: &Value) -> Option<bool> {
    let (net, item) = (Net::of(network)?, Net::of(item)?);
    if net.kin != Kin::Network || item.kin == Kin::Network {
        return None;
    }
    Some(net.six == item.six && item.bits & net.mask() == net.bits)
}

/// The order of two addresses of one kind.
pub(crate) fn order(left: &Value, right: &Value) -> Option<std::cmp::Ordering> {
    let (one, other) = (Net::of(left)?, Net::of(right)?);
    if one.six != other.six || one.kin != other.kin || one.kin == Kin::Interface {
        return None;
    }
    Some((one.bits, one.prefix).cmp(&(other.bits, other.prefix)))
}

/// `int(address)`.
pub(crate) fn number(value: &Value) -> Outcome<i128> {
    match Net::of(value) {
        Some(net) if net.kin == Kin::Address => i128::try_from(net.bits).map_err(|_| NOT_FOLLOWED),
        _ => Err(NOT_FOLLOWED),
    }
}

/// `address + number`.
pub(crate) fn moved(value: &Value, by: i128) -> Outcome<Value> {
    match Net::of(value) {
        Some(net) if net.kin == Kin::Address => {
            match net.bits.checked_add_signed(by).filter(|bits| *bits <= net.all()) {
                Some(bits) => net.address(bits),
                None => Err(NOT_FOLLOWED),
            }
        }
        _ => Err(NOT_FOLLOWED),
    }
}

pub(crate) fn repr(value: &Value, class: &str) -> Outcome<String> {
    let name = class.rsplit('.').next().unwrap_or(class);
    Ok(format!("{name}({})", quoted(&str_of(value)?)))
}
