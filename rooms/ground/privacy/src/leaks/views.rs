//! There is no way in but a view, and no view beyond its words.

/// Piece: a name debugged.
///
/// ```compile_fail,E0277
/// fn leak(name: &privacy::Name) -> String { format!("{:?}", name) }
/// ```
struct Leak1;

/// Piece: an address debugged.
///
/// ```compile_fail,E0277
/// fn leak(address: &privacy::Address) { dbg!(address); }
/// ```
struct Leak2;

/// Piece: an address in a page without a view.
///
/// ```compile_fail,E0599
/// fn leak(address: &privacy::Address) -> maud::Markup { maud::html! { (address) } }
/// ```
struct Leak3;

/// Piece: a phone as JSON.
///
/// ```compile_fail,E0277
/// fn leak(phone: &privacy::Phone) -> String { serde_json::to_string(phone).unwrap() }
/// ```
struct Leak4;

/// Piece: an e-mail address cloned.
///
/// ```compile_fail,E0599
/// fn leak(email: privacy::Email) { let _ = email.clone(); }
/// ```
struct Leak5;

/// View: debugged.
///
/// ```compile_fail,E0277
/// fn leak(label: &privacy::ParcelLabel) -> String { format!("{:?}", label) }
/// ```
struct Leak6;

/// View: printed.
///
/// ```compile_fail,E0277
/// fn leak(label: &privacy::ParcelLabel) { println!("{}", label) }
/// ```
struct Leak7;

/// View: as JSON.
///
/// ```compile_fail,E0277
/// fn leak(label: &privacy::ParcelLabel) -> String { serde_json::to_string(label).unwrap() }
/// ```
struct Leak8;

/// View: cloned.
///
/// ```compile_fail,E0599
/// fn leak(label: privacy::ParcelLabel) { let _ = label.clone(); }
/// ```
struct Leak9;

/// View: a field it does not declare.
///
/// ```compile_fail,E0609
/// fn leak(label: &privacy::ParcelLabel) { let _ = &label.birthday; }
/// ```
struct Leak10;

/// View: a field of a part it does not declare.
///
/// ```compile_fail,E0609
/// fn leak(to: &privacy::Destination) { let _ = &to.place.show().lines; }
/// ```
struct Leak11;

/// View: made by hand.
///
/// ```compile_fail,E0063
/// fn forge() -> privacy::ParcelLabel { privacy::ParcelLabel { phone: None } }
/// ```
struct Leak12;

/// View: a purpose the policy has no word for.
///
/// ```compile_fail,E0599
/// privacy::personal_view! { /// X.
/// pub struct X: Purpose::Curiosity, by [System], to [] { name: privacy::Name } }
/// ```
struct Leak13;

/// View: a role the policy has no word for.
///
/// ```compile_fail,E0599
/// privacy::personal_view! { /// X.
/// pub struct X: Purpose::Shipment, by [Friend], to [] { name: privacy::Name } }
/// ```
struct Leak14;

/// View: a recipient the policy has no word for.
///
/// ```compile_fail,E0599
/// privacy::personal_view! { /// X.
/// pub struct X: Purpose::Shipment, by [System], to [Anyone] { name: privacy::Name } }
/// ```
struct Leak15;

/// View: something that is not personal data.
///
/// ```compile_fail,E0277
/// privacy::personal_view! { /// X.
/// pub struct X: Purpose::Shipment, by [System], to [] { name: String } }
/// ```
struct Leak16;

/// View: without saying who may.
///
/// ```compile_fail
/// privacy::personal_view! { /// X.
/// pub struct X: Purpose::Shipment, to [] { name: privacy::Name } }
/// ```
struct Leak17;

/// View: without saying what for.
///
/// ```compile_fail
/// privacy::personal_view! { /// X.
/// pub struct X: by [System], to [] { name: privacy::Name } }
/// ```
struct Leak18;

/// View: opened without a transaction.
///
/// ```compile_fail,E0599
/// fn leak(db: &db::Db, who: &privacy::Opener, m: kernel::MemberId) { use privacy::OpenViews; let _ = db.open::<privacy::ParcelLabel>(who, m); }
/// ```
struct Leak19;

/// View: opened without saying who opens.
///
/// ```compile_fail,E0061
/// fn leak(tx: &mut db::Tx<'_>, m: kernel::MemberId) { use privacy::OpenViews; let _ = tx.open::<privacy::ParcelLabel>(m); }
/// ```
struct Leak20;

/// Vault: a piece opened as a view.
///
/// ```compile_fail,E0277
/// fn leak(tx: &mut db::Tx<'_>, who: &privacy::Opener, m: kernel::MemberId) { use privacy::OpenViews; let _ = tx.open::<privacy::Name>(who, m); }
/// ```
struct Leak21;

/// Vault: pieces made by hand.
///
/// ```compile_fail,E0451
/// fn forge() -> privacy::view::Pieces { privacy::view::Pieces { 0: Vec::new() } }
/// ```
struct Leak22;

/// Vault: reached past the views.
///
/// ```compile_fail,E0603
/// fn leak() { let _ = privacy::vault::find; }
/// ```
struct Leak23;

/// Keys: a data key taken.
///
/// ```compile_fail,E0624
/// fn leak(keys: &privacy::Keyring, at: kernel::At) { let _ = keys.key(todo!(), at); }
/// ```
struct Leak24;

/// Keys: the blind index asked.
///
/// ```compile_fail,E0624
/// fn leak(keys: &privacy::Keyring) { let _ = keys.tag("email", "a@example.test"); }
/// ```
struct Leak25;

/// Keys: cloned.
///
/// ```compile_fail,E0599
/// fn leak(keys: privacy::Keyring) { let _ = keys.clone(); }
/// ```
struct Leak26;
