use db::{Answer, Tx};
use kernel::{InquiryId, MemberId};
use policy::RetentionClass;
use privacy::{OpenViews as _, Opener, Text};

use crate::store;
use crate::views::{Called, CalledBefore};

/// Corrects what somebody without an account is called, in every case of theirs: they asked for it,
/// and it was shown that it is them. What they were called in the latest one before; nothing where
/// there is no case.
pub fn rename(
    tx: &mut Tx<'_>,
    person: MemberId,
    request: &str,
    name: &str,
) -> Answer<Option<Text>> {
    let cases: Vec<(InquiryId,)> = tx.all(store::BY_LINK_OF, (person,))?;
    let who = Opener::system(format!("request {request}"));
    let mut before = None;
    for (case,) in cases {
        let place = case.to_string();
        let opened = match tx.open_at::<CalledBefore>(&who, person, &place) {
            Ok(opened) => opened,
            Err(no) if no.status() < 500 => continue,
            Err(broken) => return Err(broken),
        };
        before = Some(Text::new(opened.called.show().name.as_str()));
        let called = Called { name: Text::new(name) };
        privacy::keep(tx, person, RetentionClass::Inquiry, &place, &called)?;
    }
    Ok(before)
}
