use aws_lc_rs::digest::{Context, SHA256};

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        out.push(char::from(DIGITS[usize::from(byte >> 4)]));
        out.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    out
}

/// SHA-256 over the parts, one after the other.
pub(crate) fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Context::new(&SHA256);
    parts.iter().for_each(|part| hasher.update(part));
    let mut out = [0; 32];
    out.copy_from_slice(hasher.finish().as_ref());
    out
}

/// Whether two texts are equal, in a time that tells nothing of where they differ.
pub(crate) fn same(a: &[u8], b: &[u8]) -> bool {
    let differing = a.iter().zip(b).fold(0u8, |all, (a, b)| all | (a ^ b));
    // Why: without the black box the compiler may leave the loop at the first difference.
    a.len() == b.len() && std::hint::black_box(differing) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_as_hexadecimal_and_compared_whole() {
        assert_eq!(hex(&[0, 0x9f, 255]), "009fff");
        assert_eq!(
            hex(&sha256(&[b"a", b"bc"])),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        for (a, b, equal) in [("abc", "abc", true), ("abc", "abd", false), ("ab", "abc", false)] {
            assert_eq!(same(a.as_bytes(), b.as_bytes()), equal, "{a} {b}");
        }
    }
}
