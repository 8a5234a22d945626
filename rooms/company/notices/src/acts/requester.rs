//! A letter about a request that was made without an account, or whose account is gone: to the
//! address that the request itself keeps, and with its secret link.

use db::{Answer, Tx};
use kernel::{RequestId, Word};
use mail::{Address, Letter};
use privacy::disclose::disclose_at;
use privacy::requests::{self, RequesterMail};
use privacy::{OpenViews as _, Opener};
use web::Language;

use super::letter::sender;
use crate::Post;
use crate::letters::{self, Item};
use crate::rules::Kind;

/// Makes the letter: only now its address is opened, on record, and its link formed. `None` when
/// the request keeps no address any more.
pub(crate) fn intend(tx: &mut Tx<'_>, id: RequestId, kind: Kind, n: i64) -> Answer<Option<Letter>> {
    let Ok(request) = requests::load(tx, id) else { return Ok(None) };
    let post = tx.plugged::<Post>()?;
    let language = Language::from_word(&request.lang).unwrap_or(Language::English);
    let who = Opener::system(format!("letter of request {id}"));
    let keeps = post.mailer.as_ref().is_some_and(|mailer| mailer.outbox().is_some());
    let (member, place) = (request.held_by, id.to_string());
    let view = if keeps {
        tx.open_at::<RequesterMail>(&who, member, &place)
    } else {
        let to = sender(tx)?;
        disclose_at::<RequesterMail>(tx, &who, member, &place, &to)
    };
    let view = match view {
        Ok(view) => view,
        Err(no) if no.status() < 500 => return Ok(None),
        Err(broken) => return Err(broken),
    };
    let link = post.link(&requests::link(tx, id)?);
    let item = Item { words: letters::words(language, kind, None, None)?, link };
    let made = letters::letter(language, &post.house, None, &[item])?;
    let foot = letters::foot(language, &post.house, None)?;
    Ok(Some(Letter {
        id: format!("{id}.{n}"),
        to: Address::parse(view.email.show().address.as_str())?,
        subject: made.subject,
        text: format!("{}\n\n{}\n", made.text, foot.text),
        html: letters::page(language, &format!("{}{}", made.html, foot.html)),
        unsubscribe: None,
        at: tx.now(),
    }))
}
