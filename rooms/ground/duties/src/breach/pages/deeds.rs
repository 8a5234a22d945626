use db::{Answer, Lock, Tx};
use kernel::{IncidentId, StaffId};
use privacy::trace::Window;
use web::{Cx, Form, Notice, PathId, Show};

use super::super::rules::{Cause, Keys, Report, Risk};
use super::super::telling::{LANGUAGES, MOST};
use super::super::{self as breach, Fact, Named, Way};
use super::{BESIDE, one};
use crate::DutiesRefusal as No;
use crate::pages::instant;

kernel::words! {
    /// What is done with a button alone.
    enum Deed {
        /// The ringing clocks were seen.
        Saw = "saw",
        /// Everybody who has to be told is told.
        Tell = "tell",
        /// A notice is put up in public.
        Publish = "publish",
        /// It is closed.
        Close = "close",
    }
}

/// How many steps somebody had seen; none where the form does not say.
fn seen(form: &Form) -> i64 {
    form.shown("seen").parse().unwrap_or(-1)
}

async fn done(
    cx: &Cx,
    id: IncidentId,
    mut form: Form,
    act: impl Fn(&mut Tx<'_>, StaffId) -> Answer<()> + Send + Sync + 'static,
) -> Show {
    let me = cx.staff()?.id;
    let act = move |tx: &mut Tx<'_>| act(tx, me);
    match cx.db().write("duties.incident_step", Lock::on(id), act).await {
        Ok(()) => {
            cx.tell(Notice::good(cx.t("duties-on-record"))).to(&format!("/staff/incidents/{id}"))
        }
        Err(refused) => {
            if refused.status() == 404 {
                return Err(refused.into());
            }
            form.refused(refused, BESIDE)?;
            one::draw(cx, id, &form).await
        }
    }
}

/// `POST /staff/incidents/{incident}/facts`
pub(crate) async fn facts(cx: Cx, PathId(id): PathId<IncidentId>, mut form: Form) -> Show {
    let known = instant(&mut form, "known");
    let (cause, keys) = (form.word::<Cause>("cause"), form.word::<Keys>("keys"));
    let risk = form.word::<Risk>("risk");
    let yes = |name: &str| form.shown(name) == "yes";
    let (sensitive, money, seen) = (yes("sensitive"), yes("money"), seen(&form));
    let (Some(known), Some(cause), Some(keys), Some(risk)) = (known, cause, keys, risk) else {
        return one::draw(&cx, id, &form).await;
    };
    let facts = [
        Fact::Known(known),
        Fact::Cause(cause),
        Fact::Keys(keys),
        Fact::Sensitive(sensitive),
        Fact::Money(money),
        Fact::Risk(risk),
    ];
    done(&cx, id, form, move |tx, me| breach::state(tx, id, seen, &facts, me)).await
}

/// `POST /staff/incidents/{incident}/ways`
pub(crate) async fn ways(cx: Cx, PathId(id): PathId<IncidentId>, mut form: Form) -> Show {
    let (from, until) = (instant(&mut form, "from"), instant(&mut form, "until"));
    let (way, whom) = (form.word::<Way>("way"), form.maybe_text("whom", 120));
    let (Some(from), Some(until), Some(way), Some(whom)) = (from, until, way, whom) else {
        return one::draw(&cx, id, &form).await;
    };
    // Whoever writes a minute means all of it.
    let until = until.plus(kernel::Span::minutes(1)).minus(kernel::Span::millis(1));
    let until = until.min(cx.now());
    let named = Named { way, whom: whom.unwrap_or_default(), window: Window { from, until } };
    let seen = seen(&form);
    done(&cx, id, form, move |tx, me| breach::reach(tx, id, seen, &named, me)).await
}

/// `POST /staff/incidents/{incident}/removals`
pub(crate) async fn removals(cx: Cx, PathId(id): PathId<IncidentId>, form: Form) -> Show {
    let (n, seen) = (form.shown("n").parse().unwrap_or(-1), seen(&form));
    done(&cx, id, form, move |tx, me| breach::unreach(tx, id, seen, n, me)).await
}

/// `POST /staff/incidents/{incident}/statement`
pub(crate) async fn statement(cx: Cx, PathId(id): PathId<IncidentId>, mut form: Form) -> Show {
    let words = LANGUAGES.map(|lang| form.lines(lang, MOST));
    let [Some(en), Some(ja), Some(zh)] = words else { return one::draw(&cx, id, &form).await };
    let (words, seen) = ([en, ja, zh], seen(&form));
    done(&cx, id, form, move |tx, me| breach::write_statement(tx, id, seen, &words, me)).await
}

/// `POST /staff/incidents/{incident}/reports`
pub(crate) async fn reports(cx: Cx, PathId(id): PathId<IncidentId>, mut form: Form) -> Show {
    let Some(report) = form.word::<Report>("report") else {
        return one::draw(&cx, id, &form).await;
    };
    let paper = form.shown("paper").split_once(' ');
    let paper = paper.and_then(|(lang, n)| Some((lang.to_owned(), n.parse().ok()?)));
    let Some((lang, n)) = paper else { return Err(No::NoSuchPaper.into()) };
    let seen = seen(&form);
    done(&cx, id, form, move |tx, me| breach::sent(tx, id, seen, report, (&lang, n), me)).await
}

/// `POST /staff/incidents/{incident}/steps`
pub(crate) async fn steps(cx: Cx, PathId(id): PathId<IncidentId>, mut form: Form) -> Show {
    let Some(deed) = form.word::<Deed>("deed") else { return one::draw(&cx, id, &form).await };
    let seen = seen(&form);
    let act = move |tx: &mut Tx<'_>, me| match deed {
        Deed::Saw => breach::saw(tx, id, me),
        Deed::Tell => breach::tell_all(tx, id, seen, me),
        Deed::Publish => breach::publish(tx, id, seen, me),
        Deed::Close => breach::close(tx, id, seen, me),
    };
    done(&cx, id, form, act).await
}
