use db::Tx;
use kernel::{MemberId, Span, StaffId};
use privacy::policy::RetentionClass;
use privacy::{Name, Text};
use staff::{Reply, Role, Wanted};

use crate::house::{House, PASSWORD, each};

async fn joined(house: &House<'_>, handle: &'static str, is_held: bool) -> MemberId {
    let mut browser = house.browser();
    browser.get("/sign-up").await;
    let mail = format!("{handle}@example.test");
    let fields = [("handle", handle), ("mail", mail.as_str()), ("password", PASSWORD)];
    assert_eq!(browser.send("/sign-up", &fields).await.status, 303);
    let act = move |tx: &mut Tx<'_>| {
        let member = members::find(tx, handle)?.unwrap().member;
        if is_held {
            let name = Name {
                given: Text::new("Mika"),
                family: Text::new("Example"),
                latin: Text::new("Mika Example"),
            };
            privacy::keep(tx, member, RetentionClass::Tax, "ord_1", &name)?;
        }
        Ok(member)
    };
    house.act(act).await.unwrap()
}

async fn erase(house: &House<'_>, member: MemberId, by: StaffId) -> Result<(), &'static str> {
    let act = move |tx: &mut Tx<'_>| staff::erase_member(tx, member, "request 7", by).map(|_| ());
    let done = house.db.write("erase", privacy::choices::lock(), act).await;
    done.map_err(|no| no.code())
}

#[test]
fn whoever_a_law_still_keeps_is_erased_by_two_persons_and_nobody_agrees_with_themselves() {
    each(async |house| {
        let sato = house.first().await;
        let mori = house.hired("mori", &[Role::PrivacyOfficer], sato).await;
        let ueda = house.hired("ueda", &[Role::Support], sato).await;
        let (free, held) = (joined(house, "free", false).await, joined(house, "held", true).await);
        assert_eq!(erase(house, free, ueda).await, Err("staff.role_missing"));
        assert_eq!(erase(house, free, sato).await, Err("staff.role_missing"));
        assert_eq!(erase(house, free, mori).await, Ok(()), "one is enough where no law keeps");
        assert_eq!(erase(house, free, mori).await, Err("privacy.already_erased"));
        assert_eq!(erase(house, held, mori).await, Err("staff.needs_second"));
        let ask = move |by| {
            house.act(move |tx| staff::ask_approval(tx, Wanted::Erasure, held, "request 7", by))
        };
        assert_eq!(ask(ueda).await.unwrap_err().code(), "staff.role_missing");
        let wish = ask(mori).await.unwrap();
        assert_eq!(ask(mori).await.unwrap_err().code(), "staff.asked_already");
        let answer =
            move |reply, by| house.act(move |tx| staff::answer_approval(tx, wish, reply, by));
        let table = [
            (Reply::Agreed, mori, "staff.own_wish"),
            (Reply::Declined, mori, "staff.own_wish"),
            (Reply::TakenBack, sato, "staff.own_wish"),
            (Reply::Agreed, ueda, "staff.role_missing"),
        ];
        for (reply, by, code) in table {
            assert_eq!(answer(reply, by).await.unwrap_err().code(), code);
        }
        assert_eq!(erase(house, held, mori).await, Err("staff.needs_second"));
        answer(Reply::Agreed, sato).await.unwrap();
        assert_eq!(answer(Reply::Declined, sato).await.unwrap_err().code(), "staff.no_such_wish");
        assert_eq!(erase(house, held, mori).await, Ok(()));
        let seen = house.act(move |tx| staff::approvals(tx, sato)).await.unwrap();
        assert_eq!(seen.len(), 1);
        assert_eq!((seen[0].asked_by, seen[0].answered_by), (mori, Some(sato)));
        assert!(seen[0].done_at.is_some());
        assert!(!house.act(move |tx| members::is_member(tx, held)).await.unwrap());
        let none = house.act(move |tx| staff::approvals(tx, ueda)).await;
        assert_eq!(none.err().map(|no| no.code()), Some("staff.role_missing"));
    });
}

#[test]
fn nobody_agrees_with_whom_they_have_just_brought_in_or_given_a_password() {
    each(async |house| {
        let sato = house.first().await;
        let mori = house.hired("mori", &[Role::PrivacyOfficer], sato).await;
        let kato = house.hired("kato", &[Role::Administrator], sato).await;
        house.bench.clock.forward(Span::days(30));
        let new = house.hired("ueda", &[Role::PrivacyOfficer], sato).await;
        let other = house.hired("abe", &[Role::Administrator], sato).await;
        let answers = async |asked_by, by, reply| {
            let held = house.act(|tx| Ok(tx.new_id())).await.unwrap();
            let act = move |tx: &mut Tx<'_>| {
                let what = Wanted::Handover;
                let wish = staff::ask_approval(tx, what, held, "a wish", asked_by)?;
                staff::answer_approval(tx, wish, reply, by)
            };
            house.act(act).await.err().map_or("", |no| no.code())
        };
        let agrees = async |asked_by, by| answers(asked_by, by, Reply::Agreed).await;
        assert_eq!(agrees(new, sato).await, "staff.one_hand", "whoever hired them");
        assert_eq!(agrees(new, other).await, "staff.one_hand", "both hired by the same");
        assert_eq!(agrees(mori, other).await, "", "the house began so: nobody is new but one");
        assert_eq!(answers(new, sato, Reply::Declined).await, "", "to say no takes one");
        assert_eq!(agrees(new, kato).await, "", "somebody else");
        assert_eq!(agrees(mori, sato).await, "");
        let give = move |tx: &mut Tx<'_>| staff::give_password(tx, mori, "no hash", "lost", sato);
        house.act(give).await.unwrap();
        assert_eq!(agrees(mori, sato).await, "staff.one_hand", "the password is theirs");
        let grant = move |tx: &mut Tx<'_>| staff::grant(tx, kato, Role::PrivacyOfficer, mori);
        assert_eq!(house.act(grant).await.unwrap_err().code(), "staff.role_missing");
        let grant = move |tx: &mut Tx<'_>| staff::grant(tx, sato, Role::PrivacyOfficer, kato);
        house.act(grant).await.unwrap();
        assert_eq!(agrees(sato, kato).await, "staff.one_hand", "the role is by them");
        house.bench.clock.forward(staff::rules::OF_ONE_HAND);
        for (asked_by, by) in [(new, sato), (new, other), (mori, sato), (sato, kato)] {
            assert_eq!(agrees(asked_by, by).await, "");
        }
    });
}

#[test]
fn a_colleague_cannot_be_erased_as_if_they_were_a_member() {
    each(async |house| {
        let sato = house.first().await;
        let mori = house.hired("mori", &[Role::PrivacyOfficer], sato).await;
        let as_member = staff::person_of(sato);
        assert_eq!(erase(house, as_member, mori).await, Err("staff.no_member"));
        let ask = move |tx: &mut Tx<'_>| {
            staff::ask_approval(tx, Wanted::Erasure, as_member, "request 7", mori)
        };
        assert_eq!(house.act(ask).await.unwrap_err().code(), "staff.no_member");
        let mut officer = house.signed_in("mori").await;
        officer.get("/staff/approvals").await;
        let typed = as_member.to_string();
        let wish = [("member", typed.as_str()), ("why", "request 7"), ("sure", "yes")];
        let page = officer.send("/staff/approvals", &wish).await;
        assert!(page.says("member-wrong\">No member has or had that number."), "{}", page.body);
        assert_eq!(house.signed_in("sato").await.get("/staff").await.status, 200, "still there");
        let closed = joined(house, "gone", false).await;
        house.act(move |tx| members::close(tx, closed)).await.unwrap();
        assert_eq!(erase(house, closed, mori).await, Ok(()), "a closed account can be erased");
    });
}

#[test]
fn an_agreement_lapses_and_is_used_once() {
    each(async |house| {
        let sato = house.first().await;
        let mori = house.hired("mori", &[Role::PrivacyOfficer], sato).await;
        let held = joined(house, "held", true).await;
        let ask = || {
            house.act(move |tx| staff::ask_approval(tx, Wanted::Erasure, held, "request 7", mori))
        };
        let wish = ask().await.unwrap();
        house.act(move |tx| staff::answer_approval(tx, wish, Reply::Agreed, sato)).await.unwrap();
        house.bench.clock.forward(Span::days(7));
        assert_eq!(erase(house, held, mori).await, Err("staff.needs_second"));
        let wish = ask().await.unwrap();
        house.bench.clock.forward(Span::days(7));
        let late = house.act(move |tx| staff::answer_approval(tx, wish, Reply::Agreed, sato)).await;
        assert_eq!(late.unwrap_err().code(), "staff.no_such_wish");
        let wish = ask().await.unwrap();
        let back = move |tx: &mut Tx<'_>| staff::answer_approval(tx, wish, Reply::TakenBack, mori);
        house.act(back).await.unwrap();
        assert_eq!(erase(house, held, mori).await, Err("staff.needs_second"));
    });
}

#[test]
fn by_the_page_one_asks_and_another_agrees() {
    each(async |house| {
        let sato = house.first().await;
        house.hired("mori", &[Role::PrivacyOfficer], sato).await;
        let held = joined(house, "held", true).await.to_string();
        let (mut boss, mut officer) =
            (house.signed_in("sato").await, house.signed_in("mori").await);
        officer.get("/staff/approvals").await;
        let wish = [("member", held.as_str()), ("why", "request 7"), ("sure", "yes")];
        let unsure = officer.send("/staff/approvals", &wish[..2]).await;
        assert_eq!(unsure.status, 422);
        assert!(unsure.says("sure-wrong") && unsure.says("value=\"request 7\""), "{}", unsure.body);
        let stranger = [("member", "mbr_nobody"), wish[1], wish[2]];
        assert!(officer.send("/staff/approvals", &stranger).await.says("member-wrong"));
        assert_eq!(officer.send("/staff/approvals", &wish).await.status, 303);
        let page = officer.get("/staff/approvals").await;
        assert!(page.says("another person is asked") && page.says("Take it back"));
        assert!(!page.says(">Agree<"), "{}", page.body);
        let page = boss.get("/staff/approvals").await;
        assert!(page.says(">Agree<") && !page.says("Erase a member<"), "{}", page.body);
        let action = page.body.split("action=\"/staff/approvals/").nth(1).unwrap();
        let action = format!("/staff/approvals/{}", action.split('"').next().unwrap());
        assert_eq!(boss.send(&action, &[("reply", "agreed")]).await.status, 303);
        officer.get("/staff/approvals").await;
        assert_eq!(officer.send("/staff/approvals", &wish).await.status, 303);
        assert!(officer.get("/staff/approvals").await.says("Erased."));
        assert!(boss.get("/staff/approvals").await.says("done"));
    });
}

#[test]
fn support_gives_a_member_limits_of_their_own_with_a_reason() {
    each(async |house| {
        let sato = house.first().await;
        house.hired("ueda", &[Role::Support], sato).await;
        let me = joined(house, "mika", false).await;
        let id = me.to_string();
        let mut ueda = house.signed_in("ueda").await;
        ueda.get("/staff/limits").await;
        let fields = [("member", id.as_str()), ("live", "70"), ("highest", "900,000")];
        let page = ueda.send("/staff/limits", &fields).await;
        assert!(page.says("why-wrong") && page.says("value=\"70\""), "{}", page.body);
        let why = ("why", "known from letters");
        let table = [
            [("member", "mbr_x"), fields[1], fields[2], why],
            [("member", "mbr_00000000000000000000000009"), fields[1], fields[2], why],
            [fields[0], ("live", "many"), fields[2], why],
            [fields[0], ("live", "-1"), fields[2], why],
        ];
        for wrong in table {
            let page = ueda.send("/staff/limits", &wrong).await;
            assert!(page.status.is_client_error(), "{wrong:?}: {}", page.status);
        }
        let limits = move |tx: &mut Tx<'_>| members::limits_of(tx, me);
        assert_eq!(house.act(limits).await.unwrap(), members::Limits::default());
        let right = [fields[0], fields[1], fields[2], why];
        assert_eq!(ueda.send("/staff/limits", &right).await.status, 303);
        let given = house.act(limits).await.unwrap();
        assert_eq!(
            (given.live_bids_most, given.highest_bid.map(|y| y.get())),
            (Some(70), Some(900_000))
        );
        let by_boss = house
            .act(move |tx| staff::give_limits(tx, me, members::Limits::default(), "no", sato))
            .await;
        assert_eq!(by_boss.unwrap_err().code(), "staff.role_missing");
        ueda.get("/staff/limits").await;
        let back = [fields[0], why];
        assert_eq!(ueda.send("/staff/limits", &back).await.status, 303);
        assert_eq!(house.act(limits).await.unwrap(), members::Limits::default());
        let acts = house.act(|tx| members::staff_acts(tx, None, 10)).await.unwrap().rows;
        let mut said: Vec<_> = acts.iter().map(|act| (&*act.about, &*act.said)).collect();
        said.sort_unstable();
        let by_hand = ["70; ¥900,000: known from letters", "—; —: known from letters"];
        assert_eq!(said, by_hand.map(|words| (id.as_str(), words)), "both, with their author");
        let record = house.signed_in("sato").await.get("/staff/record").await;
        assert!(record.says("gave limits") && record.says(&acts[0].staff.to_string()));
        assert_eq!(ueda.get("/staff/record").await.status, 403);
    });
}
