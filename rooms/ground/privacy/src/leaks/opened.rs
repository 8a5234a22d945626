//! What is opened does not flow on by itself.

leaks! {
    Leak1: "Opened: printed.", "E0277",
        "type It = privacy::Opened<privacy::Name>;",
        "type It = String;",
        r#"fn leak(it: &It) { println!("{}", it) }"#;
    Leak2: "Opened: written to the error stream.", "E0277",
        "type It = privacy::Opened<privacy::Name>;",
        "type It = String;",
        r#"fn leak(it: &It) { eprintln!("{}", it) }"#;
    Leak3: "Opened: formatted.", "E0277",
        "type It = privacy::Opened<privacy::Name>;",
        "type It = String;",
        r#"fn leak(it: &It) -> String { format!("{}", it) }"#;
    Leak4: "Opened: made a string.", "E0599",
        "type It = privacy::Opened<privacy::Name>;",
        "type It = String;",
        "fn leak(it: &It) -> String { it.to_string() }";
    Leak5: "Opened: padded.", "E0277",
        "type It = privacy::Opened<privacy::Name>;",
        "type It = String;",
        r#"fn leak(it: &It) -> String { format!("{:>20}", it) }"#;
    Leak6: "Opened: in a panic.", "E0277",
        "type It = privacy::Opened<privacy::Name>;",
        "type It = String;",
        r#"fn leak(it: &It) { panic!("{}", it) }"#;
    Leak7: "Opened: in an assertion.", "E0277",
        "type It = privacy::Opened<privacy::Name>;",
        "type It = String;",
        r#"fn leak(it: &It) { assert!(false, "{}", it) }"#;
    Leak8: "Opened: as JSON.", "E0277",
        "type It = privacy::Opened<privacy::Name>;",
        "type It = String;",
        "fn leak(it: &It) -> String { serde_json::to_string(it).unwrap() }";
    Leak9: "Opened: as a JSON value.", "E0277",
        "type It = privacy::Opened<privacy::Name>;",
        "type It = String;",
        r#"fn leak(it: &It) -> serde_json::Value { serde_json::json!({ "name": it }) }"#;
    Leak10: "Opened: in a struct for an API.", "E0277",
        "type It = privacy::Opened<privacy::Name>;",
        "type It = String;",
        "#[derive(serde::Serialize)] struct Api { name: It }";
    Leak11: "Opened: as an error’s text.", "E0277",
        "type It = privacy::Opened<privacy::Name>;",
        "type It = String;",
        "fn leak(it: &It) -> kernel::Fault { kernel::Fault::new(it) }";
    Leak12: "Opened: as an error.", "E0277",
        "type It = privacy::Opened<privacy::Name>;",
        "type It = std::fmt::Error;",
        "fn leak(it: It) -> Box<dyn std::error::Error> { Box::new(it) }";
    Leak13: "Opened: in a refusal’s sentence.", "E0277",
        "type It = privacy::Opened<privacy::Name>;",
        "type It = String;",
        "fn leak(it: It) -> kernel::Arg { kernel::Arg::from(it) }";
    Leak14: "Opened: cloned out of its view.", "E0599",
        "type It = privacy::Opened<privacy::Name>;",
        "type It = String;",
        "fn leak(it: It) { let _ = it.clone(); }";
    Leak15: "Opened: compared with a guess.", "E0369",
        "type It = privacy::Opened<privacy::Name>;",
        "type It = String;",
        "fn leak(it: &It, guess: &It) -> bool { *it == *guess }";
    Leak16: "Opened: hashed.", "E0277",
        "type It = privacy::Opened<privacy::Name>;",
        "type It = String;",
        "fn leak(it: &It) { fn h<T: std::hash::Hash>(_: &T) {} h(it) }";
    Leak17: "Opened: sorted by.", "E0277",
        "type It = privacy::Opened<privacy::Name>;",
        "type It = String;",
        "fn leak(it: &It) { fn o<T: Ord>(_: &T) {} o(it) }";
    Leak18: "Opened: dereferenced.", "E0614",
        "type It = privacy::Opened<privacy::Name>;",
        "type It = String;",
        "fn leak(it: &It) { let _ = &**it; }";
    Leak19: "Opened: taken as a str.", "E0599",
        "type It = privacy::Opened<privacy::Name>;",
        "type It = String;",
        "fn leak(it: &It) -> &str { it.as_str() }";
    Leak20: "Opened: its inside taken.", "E0616",
        "type It = privacy::Opened<privacy::Name>;",
        "type It = (String,);",
        "fn leak(it: &It) { let _ = &it.0; }";
    Leak21: "Opened: made without the vault.", "E0423",
        "use privacy::Opened as It;",
        "use std::cmp::Reverse as It;",
        "fn forge(name: privacy::Name) -> It<privacy::Name> { It(name) }";
    Leak22: "Opened: made by its own maker.", "E0624",
        "type It = privacy::Opened<privacy::Name>;",
        "type It = Box<privacy::Name>;",
        "fn forge(name: privacy::Name) -> It { It::new(name) }";
    Leak23: "Opened: made of nothing.", "E0277",
        "type It = privacy::Opened<privacy::Name>;",
        "type It = String;",
        "fn forge() -> It { Default::default() }";
    Leak24: "Opened: stored in a column.", "E0277",
        "type It = privacy::Opened<privacy::Name>;",
        "type It = String;",
        "fn leak(it: It) { fn c<T: db::ToValue>(_: T) {} c(it) }";
    Leak25: "Opened: read from a column.", "E0277",
        "type It = privacy::Opened<privacy::Name>;",
        "type It = String;",
        "fn forge(row: &db::Row<'_>) -> It { db::FromCol::from_col(row, 0).unwrap() }";
    Leak26: "Opened: a path of the file system.", "E0277",
        "type It = privacy::Opened<privacy::Name>;",
        "type It = String;",
        r#"fn leak(it: &It) { let _ = std::fs::write(it, b""); }"#;
    Leak27: "Opened: written to a file.", "E0277",
        "type It = privacy::Opened<privacy::Name>;",
        "type It = String;",
        r#"fn leak(it: &It) { let _ = std::fs::write("x", it); }"#;
    Leak28: "Opened: sent to another thread’s log by a channel of strings.", "E0308",
        "type It = privacy::Opened<privacy::Name>;",
        "type It = String;",
        "fn leak(it: It, log: std::sync::mpsc::Sender<String>) { let _ = log.send(it); }";
    Leak29: "Text: printed.", "E0277",
        "type It = privacy::Text;",
        "type It = String;",
        r#"fn leak(it: &It) { println!("{}", it) }"#;
    Leak30: "Text: made a string.", "E0599",
        "type It = privacy::Text;",
        "type It = String;",
        "fn leak(it: &It) -> String { it.to_string() }";
    Leak31: "Text: as JSON.", "E0277",
        "type It = privacy::Text;",
        "type It = String;",
        "fn leak(it: &It) -> String { serde_json::to_string(it).unwrap() }";
    Leak32: "Text: turned into a String.", "E0277",
        "type It = privacy::Text;",
        "type It = String;",
        "fn leak(it: It) -> String { it.into() }";
    Leak33: "Text: passed for a str.", "E0308",
        "type It = privacy::Text;",
        "type It = String;",
        "fn leak(it: &It) -> &str { it }";
    Leak34: "Text: in a page without a view.", "E0599",
        "type It = privacy::Text;",
        "type It = String;",
        "fn leak(it: &It) -> maud::Markup { maud::html! { (it) } }";
    Leak35: "Text: stored in a column.", "E0277",
        "type It = privacy::Text;",
        "type It = String;",
        "fn leak(it: It) { fn c<T: db::ToValue>(_: T) {} c(it) }";
    Leak36: "Text: its inside taken.", "E0616",
        "type It = privacy::Text;",
        "type It = (String,);",
        "fn leak(it: &It) { let _ = &it.0; }";
}
