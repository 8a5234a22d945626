//! What was written in a case, opened for who may read it: the person themselves, the desk, or who
//! answers for personal data. Anyone but the person is on record.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use db::{Answer, Tx};
use kernel::{Fault, InquiryFileId, InquiryId, Refused, StaffId};
use policy::Role;
use privacy::{Email, Handle, OpenViews as _, Opened, Opener};

use crate::InquiriesRefusal;
use crate::files::FileKind;
use crate::rules::{Author, By, Way};
use crate::store::{self, Case, File, Message};
use crate::views::{
    Attached, Called, CaseAsker, CaseFile, CaseMember, CaseWords, OfficerAsker, OfficerFile,
    OfficerMember, OfficerWords, Words,
};

/// Who reads a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    /// Whoever asked.
    Person,
    /// Somebody of the desk.
    Desk(StaffId),
    /// Who answers for personal data.
    Officer(StaffId),
}

impl Reader {
    /// As whom somebody of the desk reads this case.
    pub(crate) fn of(by: By, case: &Case) -> Reader {
        if case.officer_at.is_some() { Reader::Officer(by.staff) } else { Reader::Desk(by.staff) }
    }

    fn opener(self, case: InquiryId) -> Opener {
        let why = format!("inquiry {case}");
        match self {
            Reader::Person => Opener::member(),
            Reader::Desk(staff) => Opener::staff(Role::Support, staff, why),
            Reader::Officer(staff) => Opener::staff(Role::PrivacyOfficer, staff, why),
        }
    }
}

/// One message as it is shown.
pub(crate) struct Line {
    pub(crate) message: Message,
    /// `None` when it was destroyed or may not be opened any more.
    pub(crate) words: Option<Opened<Words>>,
    pub(crate) files: Vec<File>,
}

/// Who asks, as the desk sees them.
pub(crate) enum Who {
    Member(Option<Opened<Handle>>),
    Outside(Opened<Called>, Opened<Email>),
    /// Their data is gone, or they asked that it be used no more.
    Closed,
}

/// What was written in a case; the desk's notes are left out for the person.
pub(crate) fn lines(tx: &mut Tx<'_>, case: &Case, reader: Reader) -> Answer<Vec<Line>> {
    let files = store::files_of(tx, case.id)?;
    let mut lines = Vec::new();
    for message in store::messages_of(tx, case.id)? {
        if reader == Reader::Person && message.author == Author::Note {
            continue;
        }
        let words = unless_closed(words(tx, case, &message, reader))?;
        let of = files.iter().filter(|file| file.message == message.id).cloned().collect();
        lines.push(Line { message, words, files: of });
    }
    Ok(lines)
}

fn words(tx: &mut Tx<'_>, case: &Case, message: &Message, reader: Reader) -> Answer<Opened<Words>> {
    let (who, place) = (reader.opener(case.id), message.id.to_string());
    match reader {
        Reader::Person | Reader::Desk(_) => {
            tx.open_at::<CaseWords>(&who, case.person, &place).map(|view| view.words)
        }
        Reader::Officer(_) => {
            tx.open_at::<OfficerWords>(&who, case.person, &place).map(|view| view.words)
        }
    }
}

// What the vault does not give is shown as that; a fault goes on up.
fn unless_closed<T>(opened: Answer<T>) -> Answer<Option<T>> {
    match opened {
        Ok(opened) => Ok(Some(opened)),
        Err(Refused::No(no)) if no.status < 500 => Ok(None),
        Err(refused) => Err(refused),
    }
}

/// Who asks.
pub(crate) fn who(tx: &mut Tx<'_>, case: &Case, reader: Reader) -> Answer<Who> {
    let (who, place) = (reader.opener(case.id), case.id.to_string());
    let person = case.person;
    let opened = match (case.way, reader) {
        (Way::Member, Reader::Officer(_)) => {
            tx.open::<OfficerMember>(&who, person).map(|view| Who::Member(view.handle))
        }
        (Way::Member, _) => tx.open::<CaseMember>(&who, person).map(|v| Who::Member(v.handle)),
        (Way::Link, Reader::Officer(_)) => {
            let view = tx.open_at::<OfficerAsker>(&who, person, &place);
            view.map(|view| Who::Outside(view.called, view.email))
        }
        (Way::Link, _) => {
            let view = tx.open_at::<CaseAsker>(&who, person, &place);
            view.map(|view| Who::Outside(view.called, view.email))
        }
    };
    Ok(unless_closed(opened)?.unwrap_or(Who::Closed))
}

/// A file as it is given back.
pub(crate) struct Download {
    pub(crate) kind: FileKind,
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// A file of this case and no other.
pub(crate) fn file(
    tx: &mut Tx<'_>,
    case: &Case,
    id: InquiryFileId,
    reader: Reader,
) -> Answer<Download> {
    let row: Option<(InquiryId, FileKind)> = tx.maybe(store::FILE, (id,))?;
    let row = row.filter(|(of, _)| *of == case.id).ok_or(InquiriesRefusal::Unknown)?;
    let (who, place) = (reader.opener(case.id), id.to_string());
    let file: Opened<Attached> = match reader {
        Reader::Person | Reader::Desk(_) => tx.open_at::<CaseFile>(&who, case.person, &place)?.file,
        Reader::Officer(_) => tx.open_at::<OfficerFile>(&who, case.person, &place)?.file,
    };
    let broken = |_| Fault::new("a file of a case is not what it was kept as");
    let bytes = STANDARD.decode(file.show().bytes.as_str()).map_err(broken)?;
    Ok(Download { kind: row.1, name: file.show().name.as_str().to_owned(), bytes })
}
