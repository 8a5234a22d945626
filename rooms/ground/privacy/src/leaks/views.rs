//! There is no way in but a view, and no view beyond its words.

leaks! {
    Leak1: "Piece: a name debugged.", "E0277",
        "type It = privacy::Name;",
        "type It = String;",
        r#"fn leak(it: &It) -> String { format!("{:?}", it) }"#;
    Leak2: "Piece: an address debugged.", "E0277",
        "type It = privacy::Address;",
        "type It = String;",
        "fn leak(it: &It) { dbg!(it); }";
    Leak3: "Piece: an address in a page without a view.", "E0599",
        "type It = privacy::Address;",
        "type It = String;",
        "fn leak(it: &It) -> maud::Markup { maud::html! { (it) } }";
    Leak4: "Piece: a phone as JSON.", "E0277",
        "type It = privacy::Phone;",
        "type It = String;",
        "fn leak(it: &It) -> String { serde_json::to_string(it).unwrap() }";
    Leak5: "Piece: an e-mail address cloned.", "E0599",
        "type It = privacy::Email;",
        "type It = String;",
        "fn leak(it: It) { let _ = it.clone(); }";
    Leak6: "View: debugged.", "E0277",
        "type It = privacy::ParcelLabel;",
        "type It = String;",
        r#"fn leak(it: &It) -> String { format!("{:?}", it) }"#;
    Leak7: "View: printed.", "E0277",
        "type It = privacy::ParcelLabel;",
        "type It = String;",
        r#"fn leak(it: &It) { println!("{}", it) }"#;
    Leak8: "View: as JSON.", "E0277",
        "type It = privacy::ParcelLabel;",
        "type It = String;",
        "fn leak(it: &It) -> String { serde_json::to_string(it).unwrap() }";
    Leak9: "View: cloned.", "E0599",
        "type It = privacy::ParcelLabel;",
        "type It = String;",
        "fn leak(it: It) { let _ = it.clone(); }";
    Leak10: "View: a field it does not declare.", "E0609",
        "type It = privacy::ParcelLabel;",
        "type It = privacy::OwnProfile;",
        "fn leak(it: &It) { let _ = &it.birthday; }";
    Leak11: "View: a field of a part it does not declare.", "E0609",
        "type It = privacy::Opened<privacy::Place>;",
        "type It = privacy::Opened<privacy::Address>;",
        "fn leak(it: &It) { let _ = &it.show().lines; }";
    Leak12: "View: made by hand, without what only the vault opens.", "E0063",
        "fn forge() -> privacy::ParcelLabel { privacy::ParcelLabel { phone: None } }",
        "fn held(name: privacy::Opened<privacy::Name>, address: privacy::Opened<privacy::Address>) -> privacy::ParcelLabel { privacy::ParcelLabel { name, address, phone: None } }",
        "";
    Leak13: "View: a purpose the policy has no word for.", "E0599",
        "privacy::personal_view! { /// X.\npub struct X: Purpose::Curiosity, by [System], to [] { it: privacy::Name } }",
        "privacy::personal_view! { /// X.\npub struct X: Purpose::Shipment, by [System], to [] { it: privacy::Name } }",
        "";
    Leak14: "View: a role the policy has no word for.", "E0599",
        "privacy::personal_view! { /// X.\npub struct X: Purpose::Shipment, by [Friend], to [] { it: privacy::Name } }",
        "privacy::personal_view! { /// X.\npub struct X: Purpose::Shipment, by [System], to [] { it: privacy::Name } }",
        "";
    Leak15: "View: a recipient the policy has no word for.", "E0599",
        "privacy::personal_view! { /// X.\npub struct X: Purpose::Shipment, by [System], to [Anyone] { it: privacy::Name } }",
        "privacy::personal_view! { /// X.\npub struct X: Purpose::Shipment, by [System], to [Carrier] { it: privacy::Name } }",
        "";
    Leak16: "View: something that is not personal data.", "E0277",
        "type It = String;",
        "type It = privacy::Name;",
        "privacy::personal_view! { /// X.\npub struct X: Purpose::Shipment, by [System], to [] { it: It } }";
    Leak17: "View: without saying who may.", "",
        "privacy::personal_view! { /// X.\npub struct X: Purpose::Shipment, to [] { it: privacy::Name } }",
        "privacy::personal_view! { /// X.\npub struct X: Purpose::Shipment, by [System], to [] { it: privacy::Name } }",
        "";
    Leak18: "View: without saying what for.", "",
        "privacy::personal_view! { /// X.\npub struct X: by [System], to [] { it: privacy::Name } }",
        "privacy::personal_view! { /// X.\npub struct X: Purpose::Shipment, by [System], to [] { it: privacy::Name } }",
        "";
    Leak19: "View: opened without a transaction.", "E0599",
        "type It = db::Db;",
        "type It<'c> = db::Tx<'c>;",
        "fn leak(it: &mut It, who: &privacy::Opener, m: kernel::MemberId) { use privacy::OpenViews; let _ = it.open::<privacy::ParcelLabel>(who, m); }";
    Leak20: "View: opened without saying who opens.", "E0061",
        "fn leak(tx: &mut db::Tx<'_>, m: kernel::MemberId) { use privacy::OpenViews; let _ = tx.open::<privacy::ParcelLabel>(m); }",
        "fn open(tx: &mut db::Tx<'_>, who: &privacy::Opener, m: kernel::MemberId) { use privacy::OpenViews; let _ = tx.open::<privacy::ParcelLabel>(who, m); }",
        "";
    Leak21: "Vault: a piece opened as a view.", "E0277",
        "type It = privacy::Name;",
        "type It = privacy::ParcelLabel;",
        "fn leak(tx: &mut db::Tx<'_>, who: &privacy::Opener, m: kernel::MemberId) { use privacy::OpenViews; let _ = tx.open::<It>(who, m); }";
    Leak22: "Vault: pieces made by hand.", "E0451",
        "fn forge() -> privacy::view::Pieces { privacy::view::Pieces { 0: Vec::new() } }",
        "fn made() -> std::num::Wrapping<Vec<u8>> { std::num::Wrapping { 0: Vec::new() } }",
        "";
    Leak23: "Vault: reached past the views.", "E0603",
        "fn leak() { let _ = privacy::vault::column_of; }",
        "fn folded() { let _ = privacy::folded_text; }",
        "";
    Leak24: "Keys: a data key taken.", "E0624",
        "fn leak(keys: &privacy::Keyring, at: kernel::At) { let _ = keys.key(loop {}, at); }",
        "fn public(keys: &privacy::Keyring, at: kernel::At) { let _ = (keys.log_key(), at); }",
        "";
    Leak25: "Keys: the blind index asked.", "E0624",
        r#"fn leak(keys: &privacy::Keyring) { let _ = keys.tag("email", "a@example.test"); }"#,
        r#"fn public(keys: &privacy::Keyring) { let _ = keys.is_secret_of("email", "a@example.test", b""); }"#,
        "";
    Leak26: "Keys: cloned.", "E0599",
        "type It = privacy::Keyring;",
        "type It = std::sync::Arc<privacy::Keyring>;",
        "fn leak(it: It) { let _ = it.clone(); }";
}
