//! The signal by which a browser objects for its reader: `Sec-GPC: 1`.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use axum::http::HeaderMap;
use kernel::MemberId;

use crate::{Cx, Person};

/// So many members are remembered as heard; the act may come again.
const MOST: usize = 50_000;

/// Whose browser was heard since this process began: a signal that comes with every request is
/// noted once.
#[derive(Default)]
pub(crate) struct Heard(Mutex<HashSet<MemberId>>);

impl Heard {
    fn first(&self, member: MemberId) -> bool {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(member)
    }

    fn forget(&self, member: MemberId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&member);
    }
}

/// Notes a member's objection. A page is not held up by what goes wrong here: the next request
/// says it once more.
pub(crate) async fn hear(cx: &Cx, headers: &HeaderMap) {
    let house = &cx.0.web.0;
    let Some(hears) = house.settings.hear_signal else { return };
    let Person::Member(member) = cx.person() else { return };
    if headers.get("sec-gpc").is_none_or(|said| said != "1") || !house.heard.first(member.id) {
        return;
    }
    let (id, language, act) = (member.id, member.language, hears.act);
    let done = cx.db().write("web.hear_signal", hears.lock, move |tx| act(tx, id, language)).await;
    if let Err(refused) = done {
        house.heard.forget(id);
        (house.settings.log)(&format!("a browser's objection was not noted: {refused}"));
    }
}
