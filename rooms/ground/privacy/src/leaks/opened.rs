//! What is opened does not flow on by itself.

/// Opened: printed.
///
/// ```compile_fail,E0277
/// fn leak(name: &privacy::Opened<privacy::Name>) { println!("{}", name) }
/// ```
struct Leak1;

/// Opened: written to the error stream.
///
/// ```compile_fail,E0277
/// fn leak(name: &privacy::Opened<privacy::Name>) { eprintln!("{}", name) }
/// ```
struct Leak2;

/// Opened: formatted.
///
/// ```compile_fail,E0277
/// fn leak(name: &privacy::Opened<privacy::Name>) -> String { format!("{}", name) }
/// ```
struct Leak3;

/// Opened: made a string.
///
/// ```compile_fail,E0599
/// fn leak(name: &privacy::Opened<privacy::Name>) -> String { name.to_string() }
/// ```
struct Leak4;

/// Opened: padded.
///
/// ```compile_fail,E0277
/// fn leak(name: &privacy::Opened<privacy::Name>) -> String { format!("{:>20}", name) }
/// ```
struct Leak5;

/// Opened: in a panic.
///
/// ```compile_fail,E0277
/// fn leak(name: &privacy::Opened<privacy::Name>) { panic!("{}", name) }
/// ```
struct Leak6;

/// Opened: in an assertion.
///
/// ```compile_fail,E0277
/// fn leak(name: &privacy::Opened<privacy::Name>) { assert!(false, "{}", name) }
/// ```
struct Leak7;

/// Opened: as JSON.
///
/// ```compile_fail,E0277
/// fn leak(name: &privacy::Opened<privacy::Name>) -> String { serde_json::to_string(name).unwrap() }
/// ```
struct Leak8;

/// Opened: as a JSON value.
///
/// ```compile_fail,E0277
/// fn leak(name: &privacy::Opened<privacy::Name>) -> serde_json::Value { serde_json::json!({ "name": name }) }
/// ```
struct Leak9;

/// Opened: in a struct for an API.
///
/// ```compile_fail,E0277
/// #[derive(serde::Serialize)] struct Api { name: privacy::Opened<privacy::Name> }
/// ```
struct Leak10;

/// Opened: as an error's text.
///
/// ```compile_fail,E0277
/// fn leak(name: &privacy::Opened<privacy::Name>) -> kernel::Fault { kernel::Fault::new(name) }
/// ```
struct Leak11;

/// Opened: as an error.
///
/// ```compile_fail,E0277
/// fn leak(name: privacy::Opened<privacy::Name>) -> Box<dyn std::error::Error> { Box::new(name) }
/// ```
struct Leak12;

/// Opened: in a refusal's sentence.
///
/// ```compile_fail,E0277
/// fn leak(name: privacy::Opened<privacy::Name>) -> kernel::Arg { kernel::Arg::from(name) }
/// ```
struct Leak13;

/// Opened: cloned out of its view.
///
/// ```compile_fail,E0599
/// fn leak(name: privacy::Opened<privacy::Name>) { fn keep<T: Clone>(_: T) {} let _ = name.clone(); }
/// ```
struct Leak14;

/// Opened: compared with a guess.
///
/// ```compile_fail,E0369
/// fn leak(name: &privacy::Opened<privacy::Name>, guess: &privacy::Opened<privacy::Name>) -> bool { *name == *guess }
/// ```
struct Leak15;

/// Opened: hashed.
///
/// ```compile_fail,E0277
/// fn leak(name: &privacy::Opened<privacy::Name>) { use std::hash::Hash; fn h<T: Hash>(_: &T) {} h(name) }
/// ```
struct Leak16;

/// Opened: sorted by.
///
/// ```compile_fail,E0277
/// fn leak(name: &privacy::Opened<privacy::Name>) { fn o<T: Ord>(_: &T) {} o(name) }
/// ```
struct Leak17;

/// Opened: dereferenced.
///
/// ```compile_fail,E0614
/// fn leak(name: &privacy::Opened<privacy::Name>) { let _ = &**name; }
/// ```
struct Leak18;

/// Opened: taken as a str.
///
/// ```compile_fail,E0599
/// fn leak(name: &privacy::Opened<privacy::Name>) -> &str { name.as_str() }
/// ```
struct Leak19;

/// Opened: its inside taken.
///
/// ```compile_fail,E0616
/// fn leak(name: &privacy::Opened<privacy::Name>) { let _ = &name.0; }
/// ```
struct Leak20;

/// Opened: made without the vault.
///
/// ```compile_fail,E0423
/// fn forge(name: privacy::Name) -> privacy::Opened<privacy::Name> { privacy::Opened(name) }
/// ```
struct Leak21;

/// Opened: made by its own maker.
///
/// ```compile_fail,E0624
/// fn forge(name: privacy::Name) -> privacy::Opened<privacy::Name> { privacy::Opened::new(name) }
/// ```
struct Leak22;

/// Opened: made of nothing.
///
/// ```compile_fail,E0277
/// fn forge() -> privacy::Opened<privacy::Name> { Default::default() }
/// ```
struct Leak23;

/// Opened: stored in a column.
///
/// ```compile_fail,E0277
/// fn leak(name: privacy::Opened<privacy::Name>) { fn c<T: db::ToValue>(_: T) {} c(name) }
/// ```
struct Leak24;

/// Opened: read from a column.
///
/// ```compile_fail,E0277
/// fn forge(row: &db::Row<'_>) -> privacy::Opened<privacy::Name> { db::FromCol::from_col(row, 0).unwrap() }
/// ```
struct Leak25;

/// Opened: a path of the file system.
///
/// ```compile_fail,E0277
/// fn leak(name: &privacy::Opened<privacy::Name>) { let _ = std::fs::write(name, b""); }
/// ```
struct Leak26;

/// Opened: written to a file.
///
/// ```compile_fail,E0277
/// fn leak(name: &privacy::Opened<privacy::Name>) { let _ = std::fs::write("x", name); }
/// ```
struct Leak27;

/// Text: printed.
///
/// ```compile_fail,E0277
/// fn leak(text: &privacy::Text) { println!("{}", text) }
/// ```
struct Leak28;

/// Text: made a string.
///
/// ```compile_fail,E0599
/// fn leak(text: &privacy::Text) -> String { text.to_string() }
/// ```
struct Leak29;

/// Text: as JSON.
///
/// ```compile_fail,E0277
/// fn leak(text: &privacy::Text) -> String { serde_json::to_string(text).unwrap() }
/// ```
struct Leak30;

/// Text: turned into a String.
///
/// ```compile_fail,E0277
/// fn leak(text: privacy::Text) -> String { text.into() }
/// ```
struct Leak31;

/// Text: passed for a str.
///
/// ```compile_fail,E0308
/// fn leak(text: &privacy::Text) -> &str { text }
/// ```
struct Leak32;

/// Text: in a page without a view.
///
/// ```compile_fail,E0599
/// fn leak(text: &privacy::Text) -> maud::Markup { maud::html! { (text) } }
/// ```
struct Leak33;

/// Text: stored in a column.
///
/// ```compile_fail,E0277
/// fn leak(text: privacy::Text) { fn c<T: db::ToValue>(_: T) {} c(text) }
/// ```
struct Leak34;

/// Text: its inside taken.
///
/// ```compile_fail,E0616
/// fn leak(text: &privacy::Text) { let _ = &text.0; }
/// ```
struct Leak35;
