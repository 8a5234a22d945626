//! A verifier written from docs/operating/log-format.md alone: nothing of the program is used.

use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
use sha2::{Digest, Sha256};

type Hash = [u8; 32];

fn sha(parts: &[&[u8]]) -> Hash {
    let mut sha = Sha256::new();
    for part in parts {
        sha.update(part);
    }
    sha.finalize().into()
}

fn node(left: &Hash, right: &Hash) -> Hash {
    sha(&[&[1], left, right])
}

/// Crockford's base 32, lower case: 26 letters, 128 bits.
fn bits(id: &str) -> Result<[u8; 16], String> {
    let letters = id.split_once('_').ok_or("an id without its word")?.1;
    if letters.len() != 26 {
        return Err(format!("{id} does not have 26 letters"));
    }
    let mut out = 0u128;
    for letter in letters.chars() {
        let value = "0123456789abcdefghjkmnpqrstvwxyz".find(letter);
        out = out << 5 | value.ok_or_else(|| format!("{letter} in {id}"))? as u128;
    }
    Ok(out.to_be_bytes())
}

fn base64(text: &str) -> Result<Vec<u8>, String> {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let plain = text.trim_end_matches('=');
    let (mut out, mut held, mut count) = (Vec::new(), 0u32, 0);
    for letter in plain.chars() {
        let value = LETTERS.find(letter).ok_or_else(|| format!("{letter} in {text}"))?;
        held = held << 6 | value as u32;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((held >> count) as u8);
            held &= (1 << count) - 1;
        }
    }
    // One spelling for each value (RFC 4648, section 3.5).
    let whole = text.len().is_multiple_of(4) && text.len() - plain.len() == (3 - out.len() % 3) % 3;
    if whole && held == 0 { Ok(out) } else { Err(format!("{text} is not base64")) }
}

fn path(lines: &[&str]) -> Result<Vec<Hash>, String> {
    let hash = |line: &&str| base64(line)?.try_into().map_err(|_| format!("no hash: {line}"));
    lines.iter().map(hash).collect()
}

/// RFC 9162, section 2.1.3.2.
fn root(leaf: Hash, index: u64, size: u64, path: &[Hash]) -> Result<Hash, String> {
    if index >= size {
        return Err("the place lies outside the tree".into());
    }
    let (mut fn_, mut sn, mut r) = (index, size - 1, leaf);
    for p in path {
        if sn == 0 {
            return Err("the path is too long".into());
        }
        if fn_ & 1 == 1 || fn_ == sn {
            r = node(p, &r);
            while fn_ & 1 == 0 && fn_ != 0 {
                fn_ >>= 1;
                sn >>= 1;
            }
        } else {
            r = node(&r, p);
        }
        fn_ >>= 1;
        sn >>= 1;
    }
    if sn == 0 { Ok(r) } else { Err("the path is too short".into()) }
}

fn number(text: Option<&str>) -> Result<u64, String> {
    text.and_then(|n| n.parse().ok()).ok_or_else(|| "a number is missing".to_owned())
}

/// Checks a member's proof against the log's key; the entry, when it holds.
pub fn check(proof: &str, key: &str) -> Result<String, String> {
    let [person, entry, leaf, body, signature] = proof.split("\n\n").collect::<Vec<_>>()[..] else {
        return Err("not five parts".into());
    };
    let (person, leaf): (Vec<&str>, Vec<&str>) = (person.lines().collect(), leaf.lines().collect());
    let [title, who, person_path @ ..] = &person[..] else { return Err("no person".into()) };
    if *title != "daiko proof 1" {
        return Err("not a proof".into());
    }
    let entry = format!("{entry}\n");
    let said = |word: &str| {
        let mut lines = entry.lines().filter_map(|l| l.strip_prefix(word)?.strip_prefix(' '));
        lines.next().ok_or_else(|| format!("the entry has no {word}"))
    };

    // The person among the people of the entry.
    let mut words = who.strip_prefix("person ").ok_or("no person")?.split(' ');
    let member = bits(words.next().unwrap_or(""))?;
    let (at, many) = (number(words.next())?, number(words.next())?);
    let data = [bits(said("id")?)?, member].concat();
    let among = root(sha(&[&[0], &data]), at, many, &path(person_path)?)?;
    let hex: String = among.iter().map(|byte| format!("{byte:02x}")).collect();
    if said("persons")? != format!("{many} {hex}") {
        return Err("the person is not among the entry's".into());
    }

    // The entry among the leaves of the checkpoint.
    let lines: Vec<&str> = body.lines().collect();
    let [origin, size, top, policy, time] = lines[..] else { return Err("no checkpoint".into()) };
    if !policy.starts_with("policy ") || !time.starts_with("time ") {
        return Err("a checkpoint without its policy or its time".into());
    }
    let [place, leaf_path @ ..] = &leaf[..] else { return Err("no leaf".into()) };
    let place = number(place.strip_prefix("leaf "))?;
    let above =
        root(sha(&[&[0], entry.as_bytes()]), place, number(Some(size))?, &path(leaf_path)?)?;
    if base64(top)? != above {
        return Err("the entry is not under the checkpoint's root".into());
    }
    signed(body, signature, origin, key)?;
    Ok(entry)
}

fn signed(body: &str, signature: &str, origin: &str, key: &str) -> Result<(), String> {
    let (id, key) = key
        .strip_prefix(origin)
        .and_then(|rest| rest.strip_prefix('+')?.split_once('+'))
        .ok_or("the key is another log's")?;
    let key = base64(key)?;
    let digest = sha(&[origin.as_bytes(), b"\n", &key]);
    let start = format!("\u{2014} {origin} ");
    let named = signature.strip_prefix(&start).and_then(|rest| rest.strip_suffix('\n'));
    let (short, named) = (&digest[..4], base64(named.ok_or("signed by another")?)?);
    let hex: String = short.iter().map(|byte| format!("{byte:02x}")).collect();
    if id != hex {
        return Err(format!("the key's id is {hex}"));
    }
    let ([1, public @ ..], true) = (&key[..], named.len() == 68) else {
        return Err("no Ed25519 key or signature".into());
    };
    if &named[..4] != short {
        return Err("signed by another key".into());
    }
    let text = format!("{body}\n");
    UnparsedPublicKey::new(&ED25519, public)
        .verify(text.as_bytes(), &named[4..])
        .map_err(|_| "the signature does not hold".to_owned())
}
