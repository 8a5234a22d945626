//! A correction passed on by electronic means, to the address that the policy names for it.

use db::{Answer, Tx};
use kernel::RequestId;
use mail::{Address, Letter};
use policy::Means;
use privacy::requests::{self, Corrected};
use web::Language;

use crate::Post;
use crate::letters;

/// Commits to handing it over, and makes the letter; `None` when there is nothing to send any more.
pub(crate) fn intend(tx: &mut Tx<'_>, id: RequestId, party: &str) -> Answer<Option<Letter>> {
    let made = match requests::hand_over(tx, id, party, Means::Electronic) {
        Ok(made) => made,
        // What may not be handed over any more is the desk's to see, and stays where it is.
        Err(no) if no.status() < 500 => {
            requests::was_not_taken(tx, id, party, no.code())?;
            None
        }
        Err(broken) => return Err(broken),
    };
    let Some(Corrected { to, lines, .. }) = made else { return Ok(None) };
    let Some(address) = &to.corrections else { return Ok(None) };
    let language = match to.country.as_deref() {
        Some("JP") => Language::Japanese,
        _ => Language::English,
    };
    let post = tx.plugged::<Post>()?;
    let made = letters::correction(language, &post.house, &to.name, &lines, &id.to_string())?;
    Ok(Some(Letter {
        id: format!("{id}.{party}"),
        to: Address::parse(address)?,
        subject: made.subject,
        text: made.text,
        html: letters::page(language, &made.html),
        unsubscribe: None,
        at: tx.now(),
    }))
}
