use std::path::PathBuf;

/// A file of the research folder beside the project, when this machine has it. Tests that use one
/// must pass without it, and say what they left out.
pub fn shared_file(path: &str) -> Option<PathBuf> {
    let file = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")).join(path);
    if file.is_file() {
        return Some(file);
    }
    eprintln!("left out: no ../shared/{path} on this machine");
    None
}
