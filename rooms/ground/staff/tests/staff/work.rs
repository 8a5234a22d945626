use std::sync::Arc;

use jobs::{Handlers, Job, JobFault, Later as _};
use serde::{Deserialize, Serialize};
use web::Role;

use crate::house::{House, each};

#[derive(Serialize, Deserialize)]
struct Letter {}

impl Job for Letter {
    const KIND: &'static str = "test.letter";
}

fn server(is_there: bool) -> Arc<Handlers> {
    Arc::new(Handlers::new().inside::<Letter>(move |_, _| {
        if is_there { Ok(()) } else { Err(JobFault::give_up("the mail server is <away>")) }
    }))
}

async fn given_up(house: &House<'_>) {
    house.act(|tx| tx.later(&Letter {}, tx.now()).map(|_| ())).await.unwrap();
    assert_eq!(jobs::run_until_idle(&house.db, &server(false)).await.unwrap(), 1);
}

#[test]
fn an_administrator_has_what_was_given_up_tried_again() {
    each(async |house| {
        let sato = house.first().await;
        house.hired("mori", &[Role::Support], sato).await;
        let mut boss = house.signed_in("sato").await;
        assert!(boss.get("/staff/background").await.says("Nothing was given up"));
        given_up(house).await;
        let page = boss.get("/staff/background").await;
        assert!(page.says("test.letter") && page.says("the mail server is &lt;away&gt;"));
        let (_, rest) = page.body.split_once("action=\"/staff/background/").unwrap();
        let again = format!("/staff/background/{}", rest.split('"').next().unwrap());
        let mut mori = house.signed_in("mori").await;
        assert_eq!(mori.get("/staff/background").await.status, 403);
        mori.get("/staff").await;
        assert_eq!(mori.send(&again, &[]).await.status, 403);
        assert_eq!(boss.send(&again, &[]).await.goes_to(), Some("/staff/background"));
        assert_eq!(boss.send(&again, &[]).await.status, 409, "it is tried already");
        assert_eq!(jobs::run_until_idle(&house.db, &server(true)).await.unwrap(), 1);
        assert!(boss.get("/staff/background").await.says("Nothing was given up"));
        done_by(house, sato, "job_again").await;
    });
}

/// Whose act the last one was, about which kind of work.
async fn done_by(house: &House<'_>, who: kernel::StaffId, what: &str) {
    let acts = house.act(|tx| members::staff_acts(tx, None, 10)).await.unwrap().rows;
    let seen: Vec<_> =
        acts.iter().map(|act| (act.staff, kernel::Word::word(act.what), &*act.said)).collect();
    assert_eq!(seen, [(who, what, "test.letter")]);
}

#[test]
fn it_is_taken_off_the_list_by_whoever_is_sure() {
    each(async |house| {
        let sato = house.first().await;
        let mut boss = house.signed_in("sato").await;
        given_up(house).await;
        let page = boss.get("/staff/background").await;
        let (_, rest) = page.body.split_once("/removal\"").unwrap();
        assert!(rest.contains("name=\"sure\""));
        let (before, _) = page.body.split_once("/removal\"").unwrap();
        let path = format!("{}/removal", before.rsplit('"').next().unwrap());
        assert_eq!(boss.send(&path, &[]).await.status, 422, "it asks first");
        assert!(boss.get("/staff/background").await.says("test.letter"));
        assert_eq!(boss.send(&path, &[("sure", "yes")]).await.goes_to(), Some("/staff/background"));
        assert!(boss.get("/staff/background").await.says("Nothing was given up"));
        done_by(house, sato, "job_removed").await;
    });
}
