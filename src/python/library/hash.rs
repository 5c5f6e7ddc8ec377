//! `hashlib`, `hmac` and `uuid`, as far as they are arithmetic.
//!
//! The digests are loops, not the unrolled ones of crates: those weigh ten times
//! as much, and settings hash a line or two.

use super::text::quoted;
use super::{Failure, Outcome, bytes_value, int_value, text_value, typed};
use crate::python::value::{Kind, Value};

/// The algorithms, with the sizes of their digests and blocks.
const ALGORITHMS: [(&str, usize, usize); 6] = [
    ("md5", 16, 64),
    ("sha1", 20, 64),
    ("sha224", 28, 64),
    ("sha256", 32, 64),
    ("sha384", 48, 128),
    ("sha512", 64, 128),
];

/// The algorithm of that name, written as `hashlib` has it.
pub(crate) fn algorithm(name: &str) -> Option<&'static str> {
    let plain = name.to_ascii_lowercase().replace('-', "");
    ALGORITHMS.iter().map(|(known, ..)| *known).find(|known| *known == plain)
}

/// The sizes of an algorithm's digest and block.
pub(crate) fn sizes(name: &str) -> (usize, usize) {
    ALGORITHMS
        .iter()
        .find(|(known, ..)| *known == name)
        .map_or((0, 64), |(_, digest, block)| (*digest, *block))
}

/// The digest of some bytes.
pub(crate) fn digest(name: &str, data: &[u8]) -> Vec<u8> {
    let (size, block) = sizes(name);
    // The end of the message: a bit, zeros, and the length in bits.
    let mut message = data.to_vec();
    message.push(0x80);
    while message.len() % block != block - block / 8 {
        message.push(0);
    }
    message.resize(message.len() + block / 8 - 8, 0);
    let bits = (data.len() as u64).wrapping_mul(8);
    message.extend(if name == "md5" { bits.to_le_bytes() } else { bits.to_be_bytes() });
    let mut out = match name {
        "md5" => md5(&message),
        "sha1" => sha1(&message),
        _ => sha2(&message, block == 128, matches!(name, "sha224" | "sha384")),
    };
    out.truncate(size);
    out
}

fn words(block: &[u8], little: bool) -> Vec<u32> {
    let word = |bytes: &[u8]| {
        let bytes = [bytes[0], bytes[1], bytes[2], bytes[3]];
        if little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) }
    };
    block.chunks_exact(4).map(word).collect()
}

fn md5(message: &[u8]) -> Vec<u8> {
    const TURNS: [[u32; 4]; 4] = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];
    let mut state = [0x6745_2301_u32, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476];
    for block in message.chunks_exact(64) {
        let block = words(block, true);
        let [mut a, mut b, mut c, mut d] = state;
        for round in 0..64 {
            let (mixed, at) = match round / 16 {
                0 => (b & c | !b & d, round),
                1 => (d & b | !d & c, 5 * round + 1),
                2 => (b ^ c ^ d, 3 * round + 5),
                _ => (c ^ (b | !d), 7 * round),
            };
            let sum = a.wrapping_add(mixed).wrapping_add(SINES[round]).wrapping_add(block[at % 16]);
            let turned = sum.rotate_left(TURNS[round / 16][round % 4]);
            (a, d, c, b) = (d, c, b, b.wrapping_add(turned));
        }
        for (kept, new) in state.iter_mut().zip([a, b, c, d]) {
            *kept = kept.wrapping_add(new);
        }
    }
    state.iter().flat_map(|word| word.to_le_bytes()).collect()
}

fn sha1(message: &[u8]) -> Vec<u8> {
    let mut state = [0x6745_2301_u32, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];
    for block in message.chunks_exact(64) {
        let mut block = words(block, false);
        for at in 16..80 {
            block.push((block[at - 3] ^ block[at - 8] ^ block[at - 14] ^ block[at - 16]).rotate_left(1));
        }
        let [mut a, mut b, mut c, mut d, mut e] = state;
        for (round, word) in block.iter().enumerate() {
            let (mixed, constant) = match round / 20 {
                0 => (b & c | !b & d, 0x5a82_7999),
                1 => (b ^ c ^ d, 0x6ed9_eba1),
                2 => (b & c | b & d | c & d, 0x8f1b_bcdc),
                _ => (b ^ c ^ d, 0xca62_c1d6_u32),
            };
            let sum = a
                .rotate_left(5)
                .wrapping_add(mixed)
                .wrapping_add(e)
                .wrapping_add(constant)
                .wrapping_add(*word);
            (e, d, c, b, a) = (d, c, b.rotate_left(30), a, sum);
        }
        for (kept, new) in state.iter_mut().zip([a, b, c, d, e]) {
            *kept = kept.wrapping_add(new);
        }
    }
    state.iter().flat_map(|word| word.to_be_bytes()).collect()
}

/// SHA-2 over words of 64 bits or, where it is not wide, of 32: those are the upper
/// halves of the same constants.
fn sha2(message: &[u8], wide: bool, short: bool) -> Vec<u8> {
    let size = if wide { 8 } else { 4 };
    let (rounds, turns): (usize, [u32; 12]) = if wide {
        (80, [28, 34, 39, 14, 18, 41, 1, 8, 7, 19, 61, 6])
    } else {
        (64, [2, 13, 22, 6, 11, 25, 7, 18, 3, 17, 19, 10])
    };
    let mask = if wide { u64::MAX } else { u64::from(u32::MAX) };
    let turn = |word: u64, by: u32| {
        if wide { word.rotate_right(by) } else { u64::from((word as u32).rotate_right(by)) }
    };
    // Three turns, or two and a shift, one over the other.
    let mixed = |word: u64, at: usize, shifts: bool| {
        let last = if shifts { word >> turns[at + 2] } else { turn(word, turns[at + 2]) };
        turn(word, turns[at]) ^ turn(word, turns[at + 1]) ^ last
    };
    let add = |words: &[u64]| words.iter().fold(0_u64, |sum, word| sum.wrapping_add(*word)) & mask;
    let mut state: Vec<u64> = SQUARE_ROOTS[if short { 8 } else { 0 }..][..8]
        .iter()
        .map(|root| match (wide, short) {
            (true, _) => *root,
            (false, false) => root >> 32,
            // The 224 bits begin with the lower halves of what the 384 begin with.
            (false, true) => root & mask,
        })
        .collect();
    for block in message.chunks_exact(16 * size) {
        let mut block: Vec<u64> = block
            .chunks_exact(size)
            .map(|word| word.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)))
            .collect();
        for at in 16..rounds {
            block.push(add(&[
                mixed(block[at - 2], 9, true),
                block[at - 7],
                mixed(block[at - 15], 6, true),
                block[at - 16],
            ]));
        }
        let mut s = state.clone();
        for (root, word) in CUBE_ROOTS.iter().zip(&block) {
            let constant = if wide { *root } else { root >> 32 };
            let one = add(&[s[7], mixed(s[4], 3, false), s[4] & s[5] ^ !s[4] & s[6], constant, *word]);
            let two = add(&[mixed(s[0], 0, false), s[0] & s[1] ^ s[0] & s[2] ^ s[1] & s[2]]);
            s.rotate_right(1);
            s[4] = add(&[s[4], one]);
            s[0] = add(&[one, two]);
        }
        for (kept, new) in state.iter_mut().zip(&s) {
            *kept = add(&[*kept, *new]);
        }
    }
    state.iter().flat_map(|word| word.to_be_bytes()[8 - size..].to_vec()).collect()
}

/// The sines of 1 to 64 as fractions of 32 bits.
const SINES: [u32; 64] = [
    0xd76a_a478,
    0xe8c7_b756,
    0x2420_70db,
    0xc1bd_ceee,
    0xf57c_0faf,
    0x4787_c62a,
    0xa830_4613,
    0xfd46_9501,
    0x6980_98d8,
    0x8b44_f7af,
    0xffff_5bb1,
    0x895c_d7be,
    0x6b90_1122,
    0xfd98_7193,
    0xa679_438e,
    0x49b4_0821,
    0xf61e_2562,
    0xc040_b340,
    0x265e_5a51,
    0xe9b6_c7aa,
    0xd62f_105d,
    0x0244_1453,
    0xd8a1_e681,
    0xe7d3_fbc8,
    0x21e1_cde6,
    0xc337_07d6,
    0xf4d5_0d87,
    0x455a_14ed,
    0xa9e3_e905,
    0xfcef_a3f8,
    0x676f_02d9,
    0x8d2a_4c8a,
    0xfffa_3942,
    0x8771_f681,
    0x6d9d_6122,
    0xfde5_380c,
    0xa4be_ea44,
    0x4bde_cfa9,
    0xf6bb_4b60,
    0xbebf_bc70,
    0x289b_7ec6,
    0xeaa1_27fa,
    0xd4ef_3085,
    0x0488_1d05,
    0xd9d4_d039,
    0xe6db_99e5,
    0x1fa2_7cf8,
    0xc4ac_5665,
    0xf429_2244,
    0x432a_ff97,
    0xab94_23a7,
    0xfc93_a039,
    0x655b_59c3,
    0x8f0c_cc92,
    0xffef_f47d,
    0x8584_5dd1,
    0x6fa8_7e4f,
    0xfe2c_e6e0,
    0xa301_4314,
    0x4e08_11a1,
    0xf753_7e82,
    0xbd3a_f235,
    0x2ad7_d2bb,
    0xeb86_d391,
];

/// The fractions of the square roots of the first sixteen primes.
const SQUARE_ROOTS: [u64; 16] = [
    0x6a09_e667_f3bc_c908,
    0xbb67_ae85_84ca_a73b,
    0x3c6e_f372_fe94_f82b,
    0xa54f_f53a_5f1d_36f1,
    0x510e_527f_ade6_82d1,
    0x9b05_688c_2b3e_6c1f,
    0x1f83_d9ab_fb41_bd6b,
    0x5be0_cd19_137e_2179,
    0xcbbb_9d5d_c105_9ed8,
    0x629a_292a_367c_d507,
    0x9159_015a_3070_dd17,
    0x152f_ecd8_f70e_5939,
    0x6733_2667_ffc0_0b31,
    0x8eb4_4a87_6858_1511,
    0xdb0c_2e0d_64f9_8fa7,
    0x47b5_481d_befa_4fa4,
];

/// The fractions of the cube roots of the first eighty primes.
const CUBE_ROOTS: [u64; 80] = [
    0x428a_2f98_d728_ae22,
    0x7137_4491_23ef_65cd,
    0xb5c0_fbcf_ec4d_3b2f,
    0xe9b5_dba5_8189_dbbc,
    0x3956_c25b_f348_b538,
    0x59f1_11f1_b605_d019,
    0x923f_82a4_af19_4f9b,
    0xab1c_5ed5_da6d_8118,
    0xd807_aa98_a303_0242,
    0x1283_5b01_4570_6fbe,
    0x2431_85be_4ee4_b28c,
    0x550c_7dc3_d5ff_b4e2,
    0x72be_5d74_f27b_896f,
    0x80de_b1fe_3b16_96b1,
    0x9bdc_06a7_25c7_1235,
    0xc19b_f174_cf69_2694,
    0xe49b_69c1_9ef1_4ad2,
    0xefbe_4786_384f_25e3,
    0x0fc1_9dc6_8b8c_d5b5,
    0x240c_a1cc_77ac_9c65,
    0x2de9_2c6f_592b_0275,
    0x4a74_84aa_6ea6_e483,
    0x5cb0_a9dc_bd41_fbd4,
    0x76f9_88da_8311_53b5,
    0x983e_5152_ee66_dfab,
    0xa831_c66d_2db4_3210,
    0xb003_27c8_98fb_213f,
    0xbf59_7fc7_beef_0ee4,
    0xc6e0_0bf3_3da8_8fc2,
    0xd5a7_9147_930a_a725,
    0x06ca_6351_e003_826f,
    0x1429_2967_0a0e_6e70,
    0x27b7_0a85_46d2_2ffc,
    0x2e1b_2138_5c26_c926,
    0x4d2c_6dfc_5ac4_2aed,
    0x5338_0d13_9d95_b3df,
    0x650a_7354_8baf_63de,
    0x766a_0abb_3c77_b2a8,
    0x81c2_c92e_47ed_aee6,
    0x9272_2c85_1482_353b,
    0xa2bf_e8a1_4cf1_0364,
    0xa81a_664b_bc42_3001,
    0xc24b_8b70_d0f8_9791,
    0xc76c_51a3_0654_be30,
    0xd192_e819_d6ef_5218,
    0xd699_0624_5565_a910,
    0xf40e_3585_5771_202a,
    0x106a_a070_32bb_d1b8,
    0x19a4_c116_b8d2_d0c8,
    0x1e37_6c08_5141_ab53,
    0x2748_774c_df8e_eb99,
    0x34b0_bcb5_e19b_48a8,
    0x391c_0cb3_c5c9_5a63,
    0x4ed8_aa4a_e341_8acb,
    0x5b9c_ca4f_7763_e373,
    0x682e_6ff3_d6b2_b8a3,
    0x748f_82ee_5def_b2fc,
    0x78a5_636f_4317_2f60,
    0x84c8_7814_a1f0_ab72,
    0x8cc7_0208_1a64_39ec,
    0x90be_fffa_2363_1e28,
    0xa450_6ceb_de82_bde9,
    0xbef9_a3f7_b2c6_7915,
    0xc671_78f2_e372_532b,
    0xca27_3ece_ea26_619c,
    0xd186_b8c7_21c0_c207,
    0xeada_7dd6_cde0_eb1e,
    0xf57d_4f7f_ee6e_d178,
    0x06f0_67aa_7217_6fba,
    0x0a63_7dc5_a2c8_98a6,
    0x113f_9804_bef9_0dae,
    0x1b71_0b35_131c_471b,
    0x28db_77f5_2304_7d84,
    0x32ca_ab7b_40c7_2493,
    0x3c9e_be0a_15c9_bebc,
    0x431d_67c4_9c10_0d4c,
    0x4cc5_d4be_cb3e_42b6,
    0x597f_299c_fc65_7e2a,
    0x5fcb_6fab_3ad6_faec,
    0x6c44_198c_4a47_5817,
];

/// The HMAC of a message.
pub(crate) fn hmac(name: &str, key: &[u8], message: &[u8]) -> Vec<u8> {
    let (_, block) = sizes(name);
    let mut key = if key.len() > block { digest(name, key) } else { key.to_vec() };
    key.resize(block, 0);
    let padded = |pad: u8| key.iter().map(|byte| byte ^ pad).collect::<Vec<u8>>();
    let inner = digest(name, &[padded(0x36).as_slice(), message].concat());
    digest(name, &[padded(0x5c).as_slice(), &inner].concat())
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// The bytes of hexadecimal digits in pairs.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16);
    text.as_bytes().chunks(2).map(|pair| Some((digit(pair[0])? * 16 + digit(pair[1])?) as u8)).collect()
}

pub(crate) const UUID: &str = "uuid.UUID";

fn uuid(bytes: &[u8]) -> Value {
    let hex = hex(bytes);
    typed(UUID, format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]))
}

const NAMESPACES: [(&str, &str); 4] = [
    ("uuid.NAMESPACE_DNS", "6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
    ("uuid.NAMESPACE_URL", "6ba7b811-9dad-11d1-80b4-00c04fd430c8"),
    ("uuid.NAMESPACE_OID", "6ba7b812-9dad-11d1-80b4-00c04fd430c8"),
    ("uuid.NAMESPACE_X500", "6ba7b814-9dad-11d1-80b4-00c04fd430c8"),
];

pub(crate) fn constant(name: &str) -> Option<Value> {
    NAMESPACES.iter().find(|(known, _)| *known == name).map(|(_, text)| typed(UUID, *text))
}

/// `UUID(text)`, `uuid3`, `uuid5`; none: another function.
pub(crate) fn call(name: &str, args: &[Value], named: &[(String, Value)]) -> Option<Outcome<Value>> {
    const NOT_FOLLOWED: Failure = Failure::Unsupported("this use of uuid");
    Some(match (name, args) {
        ("uuid.UUID", _) => {
            match super::bind(&["hex", "bytes", "bytes_le", "fields", "int", "version"], args, named) {
                Ok(given) => match (given[0].map(|value| &value.kind), &given[1..]) {
                    (Some(Kind::Str(text)), [None, None, None, None, None]) => {
                        let digits = text.replace("urn:", "").replace("uuid:", "");
                        let digits = digits.trim_matches(['{', '}']).replace('-', "");
                        match unhex(&digits).filter(|bytes| bytes.len() == 16) {
                            Some(bytes) => Ok(uuid(&bytes)),
                            None if digits.is_ascii() && !digits.contains(['_', '+', ' ']) => {
                                Err(Failure::value_error("badly formed hexadecimal UUID string"))
                            }
                            None => Err(NOT_FOLLOWED),
                        }
                    }
                    _ => Err(NOT_FOLLOWED),
                },
                Err(failure) => Err(failure),
            }
        }
        (
            "uuid.uuid3" | "uuid.uuid5",
            [Value { kind: Kind::Typed(UUID, space), .. }, Value { kind: Kind::Str(text), .. }],
        ) => {
            let mut data = unhex(&space.replace('-', "")).unwrap_or_default();
            data.extend(text.as_bytes());
            let (algorithm, version) = if name == "uuid.uuid3" { ("md5", 0x30) } else { ("sha1", 0x50) };
            let mut bytes = digest(algorithm, &data);
            bytes.truncate(16);
            bytes[6] = bytes[6] & 0x0f | version;
            bytes[8] = bytes[8] & 0x3f | 0x80;
            Ok(uuid(&bytes))
        }
        ("uuid.uuid3" | "uuid.uuid5", _) => Err(NOT_FOLLOWED),
        _ => return None,
    })
}

/// An attribute of a UUID.
pub(crate) fn attribute(text: &str, name: &str) -> Option<Outcome<Value>> {
    let plain = text.replace('-', "");
    Some(Ok(match name {
        "hex" => text_value(plain),
        "urn" => text_value(format!("urn:uuid:{text}")),
        "bytes" => bytes_value(unhex(&plain)?),
        "version" => match (u8::from_str_radix(&plain[12..13], 16), u8::from_str_radix(&plain[16..17], 16)) {
            (Ok(version), Ok(8..=11)) => int_value(version.into()),
            _ => Value::unplaced(Kind::None),
        },
        "int" => match i128::from_str_radix(&plain, 16) {
            Ok(number) => int_value(number),
            Err(_) => return Some(Err(Failure::NUMBER)),
        },
        _ => return None,
    }))
}

pub(crate) fn repr(text: &str) -> String {
    format!("UUID({})", quoted(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_of_every_length_around_a_block() {
        // The digest of the digests of texts of 0 to 300 letters, by CPython.
        for (name, expected) in [
            ("md5", "4a0125a7ff7488a489fe225c37fc99fc"),
            ("sha1", "59fd9a7a8ec7eb10d31fe6c625152f122c4e1606"),
            ("sha224", "1b22bc28d273be0efedaba513176d1be5d60188c91a9fb60da750d9b"),
            ("sha256", "80e953e3b006c4bab43fd5d792f8bd29c122f6cf1497318365fe66bf2d61398d"),
            (
                "sha384",
                "3e67e819ed3728f536cb6fdeeca3192d03c9330d9f59d3fd761a9da151e9b7cd74090f102bd163b4ac6bf95562bce2d9",
            ),
            (
                "sha512",
                "31c336adab577370612bbdd2a77b25de07ec8389de752295ba890ce160fc80654d34f23f93a5819b359f2a8ef15f3f274cbfa5becc521e5728397d60265ffb21",
            ),
        ] {
            let mut all = Vec::new();
            for length in 0..300 {
                all.extend(digest(name, &vec![b'a'; length]));
            }
            assert_eq!(hex(&digest(name, &all)), expected, "{name}");
        }
        assert_eq!(hex(&hmac("md5", &[0x0b; 16], b"Hi There")), "9294727a3638bb1c13f48ef8158bfc9d");
    }
}
