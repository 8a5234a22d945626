//! What a member is told, and how they hear of it, for machines.

mod hooks;

use db::{Answer, Lock, Tx};
use kernel::{At, NoticeId, Word as _, Yen};
use web::api::{Call, Done, Operation, Scope, Tag, Term};
use web::{Routes, Show};

use crate::acts::choices::{self, Choices};
use crate::rules::{Channel, Kind, Use};
use crate::store::{self, Notice};
use crate::{facts, letters};

const ROWS: usize = 25;

web::shapes! {
    /// Something the member was told.
    pub struct NoticeShape {
        /// The notice.
        id: Tag<NoticeId>,
        /// What.
        kind: Term<Kind>,
        /// About which bid, order, purchase …: its id.
        about: String,
        /// The amount it is about.
        yen: Option<Yen>,
        /// What it says, in the member's language.
        words: String,
        /// When it was told.
        told_at: At,
        /// When it was read.
        read_at: Option<At>,
    }
    /// How the member hears of one kind.
    pub struct ChoiceOfKind {
        /// What.
        kind: Term<Kind>,
        /// By which channel.
        channel: Term<Channel>,
        /// Whether it goes this way.
        on: bool,
        /// Whether the member may choose.
        is_choice: bool,
    }
    /// How the member hears of everything.
    pub struct NoticeChoices {
        /// Each kind by each channel; which kinds a webhook hears of is chosen for each webhook.
        choices: Vec<ChoiceOfKind>,
    }
    /// A choice.
    pub struct NewNoticeChoice {
        /// What.
        kind: Term<Kind>,
        /// By which channel: on the site or by letter.
        channel: Term<Channel>,
        /// Whether it is to go this way.
        on: bool,
    }
}

/// The operations of this room.
pub(crate) fn operations(routes: Routes) -> Routes {
    let list = Operation::list::<NoticeShape>(
        "/api/v1/notices",
        Scope::Read,
        "list_notices",
        "What the member was told on the site, the latest first.",
    );
    let read = Operation::post::<Done>(
        "/api/v1/notices/{notice}/reading",
        Scope::Account,
        "read_notice",
        "Notes that one notice was read.",
    );
    let read_all = Operation::post::<Done>(
        "/api/v1/notices/reading",
        Scope::Account,
        "read_all_notices",
        "Notes that all notices were read.",
    );
    let path = "/api/v1/notices/choices";
    let chosen = Operation::get::<NoticeChoices>(
        path,
        Scope::Account,
        "list_notice_choices",
        "Which kinds of notices reach the member, and how.",
    );
    let choose = Operation::post::<Done>(
        path,
        Scope::Account,
        "choose_notices",
        "Chooses whether a kind is told on the site, or by letter.",
    );
    let routes = routes
        .api(list, listed)
        .api(read, read_one)
        .api(read_all, all_read)
        .api(chosen, choices_listed)
        .api(choose.taking::<NewNoticeChoice>(), chosen_anew);
    hooks::operations(routes)
}

async fn listed(call: Call) -> Show {
    let (me, before) = (call.me()?, call.after::<NoticeId>()?);
    let (language, house) = (call.cx.language(), call.cx.house_name().to_owned());
    let read = move |tx: &mut Tx<'_>| -> Answer<_> {
        let page = store::listed(tx, me, before, ROWS)?;
        let mut rows = Vec::with_capacity(page.rows.len());
        for notice in page.rows {
            let title = facts::title(tx, &notice)?;
            let said = letters::words(language, notice.kind, title.as_deref(), notice.yen)?;
            rows.push((notice, said.text.replace("{house}", &house)));
        }
        Ok(kernel::Page { rows, next: page.next })
    };
    let page = call.cx.db().read("notices.api_list", read).await?;
    call.page(&page, |(notice, words): &(Notice, String)| NoticeShape {
        id: Tag(notice.id),
        kind: Term(notice.kind),
        about: notice.about.clone(),
        yen: notice.yen,
        words: words.clone(),
        told_at: notice.told_at,
        read_at: notice.read_at,
    })
}

async fn read_one(call: Call) -> Show {
    let (me, id) = (call.me()?, call.id::<NoticeId>()?);
    call.done("notices.read", Lock::none(), move |tx| choices::read(tx, me, id)).await
}

async fn all_read(call: Call) -> Show {
    let me = call.me()?;
    call.done("notices.read_all", Lock::none(), move |tx| choices::read_all(tx, me)).await
}

fn of(chosen: &Choices, kind: Kind, channel: Channel) -> ChoiceOfKind {
    let is_choice = matches!(kind.uses(channel), Use::Usually | Use::IfChosen);
    let on = chosen.goes(kind, channel);
    ChoiceOfKind { kind: Term(kind), channel: Term(channel), on, is_choice }
}

async fn choices_listed(call: Call) -> Show {
    let me = call.me()?;
    let read = move |tx: &mut Tx<'_>| choices::choices(tx, me);
    let chosen = call.cx.db().read("notices.api_choices", read).await?;
    let of_kind =
        |kind: &Kind| [Channel::Site, Channel::Letter].map(|channel| of(&chosen, *kind, channel));
    call.say(&NoticeChoices { choices: Kind::ALL.iter().flat_map(of_kind).collect() })
}

async fn chosen_anew(call: Call) -> Show {
    let (me, new) = (call.me()?, call.body::<NewNoticeChoice>()?);
    let (kind, channel, on) = (new.kind.0, new.channel.0, new.on);
    let act = move |tx: &mut Tx<'_>| choices::choose(tx, me, kind, channel, on);
    call.done("notices.choose", Lock::on(me), act).await
}
