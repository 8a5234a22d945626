use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use db::{Answer, Tx};
use kernel::{At, InquiryFileId, InquiryMessageId, MemberId, Span, StaffId};
use policy::RetentionClass;
use privacy::{PrivacyRefusal, Text, looks_like_a_card};

use crate::acts::{desk, hours};
use crate::files::{self, FileKind, Given, Looked};
use crate::rules::{self, Author, Event};
use crate::store::{self, Case};
use crate::views::{Attached, Words};
use crate::{InquiriesRefusal, Promise};

/// The person writes once more. A case that was closed opens again by it.
pub fn write(tx: &mut Tx<'_>, case: &Case, words: &Text, files: &[Given]) -> Answer<()> {
    let words = fitting(words)?;
    let files = files::look(files)?;
    if case.closed_at.is_some() {
        desk::open_again(tx, case, "person")?;
    }
    let case = &store::case(tx, case.id)?;
    may_write(tx, case.person, &files)?;
    put(tx, case, Author::Person, None, &words, &files)?;
    let now = tx.now();
    let since = case.waits_since.unwrap_or(now);
    let answer = rules::due(&hours(tx)?, since, Promise::built_in()?.first_answer);
    let due = rules::next_due(Some(answer), case.resolve_due_at);
    tx.run_one(store::WAITS, (now, due, case.id))?;
    store::step(tx, case.id, Event::Written, "person")
}

/// One person does not fill the desk, nor the disk.
pub(crate) fn may_write(tx: &mut Tx<'_>, person: MemberId, files: &[Looked]) -> Answer<()> {
    let since = tx.now().minus(Span::days(1));
    let (written,): (i64,) = tx.one(store::WRITTEN_SINCE, (person, since))?;
    if written >= rules::MOST_A_DAY {
        return Err(InquiriesRefusal::TooOften { most: rules::MOST_A_DAY }.into());
    }
    let more: usize = files.iter().map(|file| file.bytes.len()).sum();
    let (kept,): (i64,) = tx.one(store::BYTES_OF, (person,))?;
    let all = kept.saturating_add(i64::try_from(more).unwrap_or(i64::MAX));
    if more > 0 && all > rules::MOST_BYTES {
        return Err(InquiriesRefusal::Full { most_mb: rules::MOST_BYTES >> 20 }.into());
    }
    Ok(())
}

/// Words as a case takes them.
pub(crate) fn fitting(words: &Text) -> Answer<Words> {
    if words.is_empty() {
        return Err(InquiriesRefusal::NoWords.into());
    }
    if words.as_str().chars().count() > rules::MOST_WORDS {
        let most = i64::try_from(rules::MOST_WORDS).unwrap_or(i64::MAX);
        return Err(InquiriesRefusal::TooLong { most }.into());
    }
    Ok(Words { text: words.clone() })
}

/// Seals what was written and sent, each piece at its own id.
pub(crate) fn put(
    tx: &mut Tx<'_>,
    case: &Case,
    author: Author,
    staff: Option<StaffId>,
    words: &Words,
    files: &[Looked],
) -> Answer<()> {
    let (id, now): (InquiryMessageId, At) = (tx.new_id(), tx.now());
    let class = RetentionClass::Inquiry;
    privacy::keep(tx, case.person, class, &id.to_string(), words)?;
    tx.put(store::WRITE, (id, case.id, author, staff, now))?;
    // Ids of one instant are by chance; sorted, they keep the files in the order they were sent.
    let mut ids: Vec<InquiryFileId> = files.iter().map(|_| tx.new_id()).collect();
    ids.sort_unstable();
    for (file, at) in files.iter().zip(ids) {
        let text = std::str::from_utf8(&file.bytes).unwrap_or("");
        if file.kind == FileKind::Text && looks_like_a_card(text) {
            return Err(PrivacyRefusal::CardNumber.into());
        }
        let size = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
        let (name, bytes) = (Text::new(&file.name), Text::from(STANDARD.encode(&file.bytes)));
        privacy::keep(tx, case.person, class, &at.to_string(), &Attached { name, bytes })?;
        tx.put(store::ATTACH, (at, case.id, id, file.kind, size))?;
    }
    Ok(())
}
