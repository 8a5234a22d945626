//! A member's cases, for machines. Files are listed here and taken on the pages.

use db::{Answer, Lock, Tx};
use kernel::{At, InquiryFileId, InquiryId, InquiryMessageId, OrderId};
use privacy::Text;
use web::api::{Call, Done, Kept, Made, Operation, Scope, Tag, Term};
use web::{Routes, Show};

use crate::acts::open::{Asker, NewCase, open};
use crate::acts::write;
use crate::files::FileKind;
use crate::rules::{Author, Topic};
use crate::store::{self, Case, File};
use crate::thread::{self, Line, Reader};

web::shapes! {
    /// A question.
    pub struct NewInquiry {
        /// What it is about.
        topic: Term<Topic>,
        /// The order it is about, or whose parcel.
        order: Option<Tag<OrderId>>,
        /// What is asked.
        words: String,
    }
    /// More words for a case.
    pub struct NewMessage {
        /// What is written.
        words: String,
    }
    /// A case.
    pub struct InquiryShape {
        /// The case.
        id: Tag<InquiryId>,
        /// What it is about.
        topic: Term<Topic>,
        /// The order it is about.
        order: Option<Tag<OrderId>>,
        /// When it was opened.
        opened_at: At,
        /// When something was last written.
        last_at: At,
        /// Since when you wait for an answer.
        waits_since: Option<At>,
        /// When an answer, or the end, is due.
        due_at: At,
        /// When it was closed.
        closed_at: Option<At>,
    }
    /// A file of a case.
    pub struct InquiryFileShape {
        /// The file.
        id: Tag<InquiryFileId>,
        /// What it is.
        kind: Term<FileKind>,
        /// How large.
        size_bytes: i64,
    }
    /// What was written at one time.
    pub struct InquiryMessageShape {
        /// The message.
        id: Tag<InquiryMessageId>,
        /// By whom.
        author: Term<Author>,
        /// When.
        written_at: At,
        /// What; null once it was destroyed.
        words: Option<String>,
        /// What was sent with it.
        files: Vec<InquiryFileShape>,
    }
    /// A case with all that was written in it.
    pub struct InquiryStory {
        /// The case.
        inquiry: InquiryShape,
        /// What was written, in order.
        messages: Vec<InquiryMessageShape>,
    }
}

fn post<T: Kept>(path: &'static str, id: &'static str, says: &'static str) -> Operation {
    Operation::post::<T>(path, Scope::Account, id, says)
}

/// The operations of this room.
pub(crate) fn operations(routes: Routes) -> Routes {
    let (all, one) = ("/api/v1/inquiries", "/api/v1/inquiries/{inquiry}");
    let list = Operation::list::<InquiryShape>(
        all,
        Scope::Account,
        "list_inquiries",
        "Your cases at the contact desk, the newest first.",
    );
    let show = Operation::get::<InquiryStory>(
        one,
        Scope::Account,
        "show_inquiry",
        "One case with what was written in it.",
    );
    let ask = post::<Made>(all, "open_inquiry", "Asks the contact desk something.");
    let path = "/api/v1/inquiries/{inquiry}/messages";
    let more = post::<Done>(path, "write_inquiry", "Writes more in a case; opens a closed one.");
    routes
        .api(list, listed)
        .api(ask.taking::<NewInquiry>(), asked)
        .api(show, shown)
        .api(more.taking::<NewMessage>(), written)
}

fn shape(case: &Case) -> InquiryShape {
    InquiryShape {
        id: Tag(case.id),
        topic: Term(case.topic),
        order: case.order.map(Tag),
        opened_at: case.opened_at,
        last_at: case.last_at,
        waits_since: case.waits_since,
        due_at: case.due_at,
        closed_at: case.closed_at,
    }
}

fn message(line: &Line) -> InquiryMessageShape {
    let file = |file: &File| InquiryFileShape {
        id: Tag(file.id),
        kind: Term(file.kind),
        size_bytes: file.size_bytes,
    };
    InquiryMessageShape {
        id: Tag(line.message.id),
        author: Term(line.message.author),
        written_at: line.message.written_at,
        words: line.words.as_ref().map(|words| words.show().text.as_str().to_owned()),
        files: line.files.iter().map(file).collect(),
    }
}

async fn listed(call: Call) -> Show {
    let (me, before) = (call.me()?, call.after::<InquiryId>()?);
    let read = move |tx: &mut Tx<'_>| store::cases(tx, me, before, 25);
    let page = call.cx.db().read("inquiries.api_list", read).await?;
    call.page(&page, shape)
}

async fn shown(call: Call) -> Show {
    let (me, id) = (call.me()?, call.id::<InquiryId>()?);
    let read = move |tx: &mut Tx<'_>| -> Answer<InquiryStory> {
        let case = store::own(tx, me, id)?;
        let lines = thread::lines(tx, &case, Reader::Person)?;
        Ok(InquiryStory { inquiry: shape(&case), messages: lines.iter().map(message).collect() })
    };
    call.say(&call.cx.db().read("inquiries.api_one", read).await?)
}

async fn asked(call: Call) -> Show {
    let (me, new) = (call.me()?, call.body::<NewInquiry>()?);
    let new = NewCase {
        asker: Asker::Member(me),
        language: call.cx.language(),
        topic: new.topic.0,
        order: new.order.map(|order| order.0),
        words: Text::from(new.words),
        files: Vec::new(),
    };
    call.make("inquiries.open", Lock::on(me), move |tx| open(tx, &new)).await
}

async fn written(call: Call) -> Show {
    let (me, id, new) = (call.me()?, call.id::<InquiryId>()?, call.body::<NewMessage>()?);
    let words = Text::from(new.words);
    let act = move |tx: &mut Tx<'_>| {
        let case = store::own(tx, me, id)?;
        write::write(tx, &case, &words, &[])
    };
    call.done("inquiries.write", Lock::on(id), act).await
}
