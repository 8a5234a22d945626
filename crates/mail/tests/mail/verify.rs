//! A verifier of DKIM signatures, written from RFC 6376 and RFC 8463 and not from the signer: it
//! reads the header as it was received and trusts nothing but the published record.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::signature::{
    ED25519, RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY, UnparsedPublicKey,
};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// `tag=value` pairs; white space within a value is no part of it.
fn tags(text: &str) -> Vec<(String, String)> {
    text.split(';')
        .filter_map(|pair| pair.split_once('='))
        .map(|(tag, value)| {
            (tag.trim().to_owned(), value.chars().filter(|c| !c.is_whitespace()).collect())
        })
        .collect()
}

fn tag(tags: &[(String, String)], name: &str) -> Result<String, String> {
    let found = tags.iter().find(|(tag, _)| tag == name).map(|(_, value)| value.clone());
    found.ok_or_else(|| format!("no {name}="))
}

/// Each header as it stands, with its folds and its end of line.
fn headers(head: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for line in head.split_inclusive("\r\n") {
        match all.last_mut() {
            Some(last) if line.starts_with([' ', '\t']) => last.push_str(line),
            _ => all.push(line.to_owned()),
        }
    }
    all
}

/// 3.4.2, step by step.
fn relax_header(header: &str) -> String {
    let (name, value) = header.split_once(':').unwrap();
    let unfolded = value.replace("\r\n", "");
    let mut out = String::new();
    for c in unfolded.chars() {
        let space = c == ' ' || c == '\t';
        if space && out.ends_with(' ') {
            continue;
        }
        out.push(if space { ' ' } else { c });
    }
    format!("{}:{}", name.trim_end().to_lowercase(), out.trim_matches(' '))
}

/// 3.4.4, step by step.
fn relax_body(body: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(body).unwrap();
    let mut lines: Vec<String> = text
        .split("\r\n")
        .map(|line| {
            let mut out = String::new();
            for c in line.replace('\t', " ").chars() {
                if !(c == ' ' && out.ends_with(' ')) {
                    out.push(c);
                }
            }
            out.trim_end_matches(' ').to_owned()
        })
        .collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.iter().flat_map(|line| format!("{line}\r\n").into_bytes()).collect()
}

/// Whether the `nth` signature of a message is good by a published record.
pub fn verify(message: &[u8], record: &str, nth: usize) -> Result<(), String> {
    let text = std::str::from_utf8(message).map_err(|e| e.to_string())?;
    let cut = text.find("\r\n\r\n").ok_or("no body")? + 2;
    let (head, body) = (&text[..cut], &message[cut + 2..]);
    let all = headers(head);
    let is_signature = |h: &&String| h.to_lowercase().starts_with("dkim-signature:");
    let signature = all.iter().filter(is_signature).nth(nth).ok_or("no signature")?;
    let said = tags(signature.split_once(':').unwrap().1);
    if tag(&said, "c")? != "relaxed/relaxed" || tag(&said, "v")? != "1" {
        return Err("another way".into());
    }
    if STANDARD.encode(digest(&SHA256, &relax_body(body))) != tag(&said, "bh")? {
        return Err("the body was changed".into());
    }
    let (mut hashed, mut used) = (String::new(), vec![false; all.len()]);
    let names = tag(&said, "h")?;
    if !names.split(':').any(|name| name.eq_ignore_ascii_case("from")) {
        return Err("From is not signed".into());
    }
    for name in names.split(':') {
        let begins = format!("{}:", name.to_lowercase());
        let at = (0..all.len())
            .rev()
            .find(|at| !used[*at] && relax_header(&all[*at]).starts_with(&begins));
        if let Some(at) = at {
            used[at] = true;
            hashed.push_str(&relax_header(&all[at]));
            hashed.push_str("\r\n");
        }
    }
    hashed.push_str(&relax_header(&without_b(signature)));
    let published = tags(record);
    let public = STANDARD.decode(tag(&published, "p")?).map_err(|e| e.to_string())?;
    let given = STANDARD.decode(tag(&said, "b")?).map_err(|e| e.to_string())?;
    let way = tag(&said, "a")?;
    let good = match way.as_str() {
        "ed25519-sha256" => UnparsedPublicKey::new(&ED25519, &public)
            .verify(digest(&SHA256, hashed.as_bytes()).as_ref(), &given),
        "rsa-sha256" => {
            let way = &RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY;
            UnparsedPublicKey::new(way, &public).verify(hashed.as_bytes(), &given)
        }
        _ => return Err(format!("nobody signs by {way}")),
    };
    good.map_err(|_| "the signature is not good".to_owned())
}

/// The signature's own header with the value of `b=` taken out, and nothing else (3.7).
fn without_b(header: &str) -> String {
    let mut from = 0;
    while let Some(found) = header[from..].find("b=") {
        let at = from + found;
        let before = header[..at].trim_end();
        if before.ends_with(';') || before.ends_with(':') {
            let end = header[at..].find(';').map_or(header.len(), |end| at + end);
            return format!("{}b={}", &header[..at], &header[end..]).trim_end().to_owned();
        }
        from = at + 2;
    }
    header.to_owned()
}
