//! The Merkle tree of RFC 6962 (and 9162): SHA-256, `0x00` before a leaf, `0x01` before a node.

use crate::keyring::sha256;

/// A hash of the tree.
pub type Hash = [u8; 32];

/// The hash of a leaf with these bytes.
pub fn leaf_hash(data: &[u8]) -> Hash {
    sha256(&[&[0], data])
}

/// The hash of a node over two.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    sha256(&[&[1], left, right])
}

/// The root of the tree over these leaves' hashes; of none, the hash of nothing.
pub fn root_of(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => sha256(&[]),
        [one] => *one,
        _ => {
            let (left, right) = leaves.split_at(split(leaves.len()));
            node_hash(&root_of(left), &root_of(right))
        }
    }
}

// The largest power of two below `n`, for n >= 2.
fn split(n: usize) -> usize {
    1 << (usize::BITS - 1 - (n - 1).leading_zeros())
}

/// The audit path of a leaf in a tree over these leaves (RFC 6962 §2.1.1).
pub fn inclusion_path(at: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() < 2 || at >= leaves.len() {
        return Vec::new();
    }
    let (left, right) = leaves.split_at(split(leaves.len()));
    let (mut path, sibling) = if at < left.len() {
        (inclusion_path(at, left), root_of(right))
    } else {
        (inclusion_path(at - left.len(), right), root_of(left))
    };
    path.push(sibling);
    path
}

/// The root that an audit path leads to from a leaf's hash; `None` when the path does not fit.
pub fn root_from_inclusion(leaf: &Hash, at: u64, size: u64, path: &[Hash]) -> Option<Hash> {
    if at >= size {
        return None;
    }
    // RFC 9162 §2.1.3.2.
    let (mut at, mut last, mut root) = (at, size - 1, *leaf);
    for step in path {
        if last == 0 {
            return None;
        }
        if at & 1 == 1 || at == last {
            root = node_hash(step, &root);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            root = node_hash(&root, step);
        }
        at >>= 1;
        last >>= 1;
    }
    (last == 0).then_some(root)
}

/// Whether a consistency proof leads from one head to a later one (RFC 9162 §2.1.4.2).
pub fn is_consistent(from: (u64, &Hash), to: (u64, &Hash), proof: &[Hash]) -> bool {
    let ((first, first_root), (second, second_root)) = (from, to);
    if first == 0 || first > second {
        return false;
    }
    if first == second {
        return proof.is_empty() && first_root == second_root;
    }
    let mut steps = proof.iter();
    let start = if first.is_power_of_two() { Some(first_root) } else { steps.next() };
    let Some(start) = start else { return false };
    let (mut at, mut last) = (first - 1, second - 1);
    while at & 1 == 1 {
        at >>= 1;
        last >>= 1;
    }
    let (mut old, mut new) = (*start, *start);
    for step in steps {
        if last == 0 {
            return false;
        }
        if at & 1 == 1 || at == last {
            old = node_hash(step, &old);
            new = node_hash(step, &new);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            new = node_hash(&new, step);
        }
        at >>= 1;
        last >>= 1;
    }
    last == 0 && old == *first_root && new == *second_root
}

/// A whole subtree: `level` 0 is a leaf, `place` counts from the left at its level.
pub(crate) type NodeAt = (u32, u64);

/// The whole subtrees that make up a tree of this size, widest first.
pub(crate) fn subtrees(size: u64) -> Vec<NodeAt> {
    cover(0, size)
}

// The whole subtrees that make up the leaves from..to, where `from` starts a wide enough subtree.
fn cover(from: u64, to: u64) -> Vec<NodeAt> {
    let (mut out, mut at) = (Vec::new(), from);
    while at < to {
        let level = u64::BITS - 1 - (to - at).leading_zeros();
        out.push((level, at >> level));
        at += 1 << level;
    }
    out
}

/// Which nodes make up each step of an audit path: a step is one hash, joined from its subtrees.
pub(crate) fn inclusion_steps(at: u64, size: u64) -> Vec<Vec<NodeAt>> {
    let (mut steps, mut from, mut to) = (Vec::new(), 0, size);
    while to - from > 1 {
        let middle = from + power_below(to - from);
        if at < middle {
            steps.push(cover(middle, to));
            to = middle;
        } else {
            steps.push(cover(from, middle));
            from = middle;
        }
    }
    steps.reverse();
    steps
}

/// The same for a consistency proof between two sizes (RFC 6962 §2.1.2).
pub(crate) fn consistency_steps(first: u64, second: u64) -> Vec<Vec<NodeAt>> {
    let (mut steps, mut from, mut to, mut whole) = (Vec::new(), 0, second, true);
    if first == 0 || first >= second {
        return steps;
    }
    while first != to {
        let middle = from + power_below(to - from);
        if first <= middle {
            steps.push(cover(middle, to));
            to = middle;
        } else {
            steps.push(cover(from, middle));
            from = middle;
            whole = false;
        }
    }
    if !whole {
        steps.push(cover(from, to));
    }
    steps.reverse();
    steps
}

fn power_below(n: u64) -> u64 {
    1 << (u64::BITS - 1 - (n - 1).leading_zeros())
}

/// One hash from the subtrees of a step, widest first.
pub(crate) fn join(hashes: &[Hash]) -> Option<Hash> {
    let mut from_right = hashes.iter().rev();
    let last = *from_right.next()?;
    Some(from_right.fold(last, |right, left| node_hash(left, &right)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keyring::hex;

    // The leaves and roots of the reference trees that implementations of the RFC share.
    fn leaves() -> Vec<Hash> {
        let data: [&[u8]; 8] = [
            b"",
            &[0x00],
            &[0x10],
            &[0x20, 0x21],
            &[0x30, 0x31],
            &[0x40, 0x41, 0x42, 0x43],
            &[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
            &[
                0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d,
                0x6e, 0x6f,
            ],
        ];
        data.iter().map(|d| leaf_hash(d)).collect()
    }

    #[test]
    fn the_roots_are_the_published_ones() {
        let table = [
            (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
            (2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
            (3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
            (4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
            (5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
            (6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
            (7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
            (8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
        ];
        for (size, root) in table {
            assert_eq!(hex(&root_of(&leaves()[..size])), root, "{size}");
        }
    }

    #[test]
    fn the_paths_are_the_published_ones() {
        // Leaf 5 of 8, and leaf 2 of 3, as the reference vectors give them.
        let all = leaves();
        let path: Vec<String> = inclusion_path(5, &all).iter().map(|h| hex(h)).collect();
        let want = [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ];
        assert_eq!(path, want);
        let path: Vec<String> = inclusion_path(2, &all[..3]).iter().map(|h| hex(h)).collect();
        assert_eq!(path, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]);
    }

    fn node(all: &[Hash], (level, place): NodeAt) -> Hash {
        let (width, place) = (1usize << level, usize::try_from(place).unwrap());
        root_of(&all[place * width..(place + 1) * width])
    }

    #[test]
    fn steps_over_stored_nodes_give_the_recursive_paths_and_verify() {
        let all: Vec<Hash> = (0..70u8).map(|n| leaf_hash(&[n])).collect();
        for size in 1..=all.len() {
            let (n, root) = (size as u64, root_of(&all[..size]));
            let whole: Vec<Hash> = subtrees(n).iter().map(|at| node(&all, *at)).collect();
            assert_eq!(join(&whole), Some(root), "{size}");
            for at in 0..size {
                let steps = inclusion_steps(at as u64, n);
                let path: Vec<Hash> = steps
                    .iter()
                    .map(|s| join(&s.iter().map(|n| node(&all, *n)).collect::<Vec<_>>()).unwrap())
                    .collect();
                assert_eq!(path, inclusion_path(at, &all[..size]));
                assert_eq!(root_from_inclusion(&all[at], at as u64, n, &path), Some(root));
                if size > 1 {
                    let wrong = root_from_inclusion(&all[(at + 1) % size], at as u64, n, &path);
                    assert_ne!(wrong, Some(root));
                    assert_eq!(root_from_inclusion(&all[at], at as u64, n, &path[1..]), None);
                }
            }
        }
    }

    #[test]
    fn consistency_holds_between_true_heads_alone() {
        let all: Vec<Hash> = (0..40u8).map(|n| leaf_hash(&[n])).collect();
        for second in 1..=all.len() {
            let new = root_of(&all[..second]);
            for first in 1..=second {
                let old = root_of(&all[..first]);
                let proof: Vec<Hash> = consistency_steps(first as u64, second as u64)
                    .iter()
                    .map(|s| join(&s.iter().map(|n| node(&all, *n)).collect::<Vec<_>>()).unwrap())
                    .collect();
                let (from, to) = ((first as u64, &old), (second as u64, &new));
                assert!(is_consistent(from, to, &proof), "{first} {second}");
                let forged = leaf_hash(b"forged");
                assert!(!is_consistent((first as u64, &forged), to, &proof));
                assert!(!is_consistent(from, (second as u64, &forged), &proof));
                if !proof.is_empty() {
                    assert!(!is_consistent(from, to, &proof[1..]));
                }
            }
        }
    }
}
