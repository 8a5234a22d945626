//! The privacy officer stops what is to stop at once, and asks the running house for the rest.

use crate::common::{main_of, on_each_engine, until};

const HERE: &str = "/staff/privacy/controls";

#[test]
fn the_privacy_officer_stops_lifts_and_has_the_log_checked_while_the_house_runs() {
    on_each_engine(60, async |scene| {
        let working = crate::common::work(scene).await;
        let mut officer = scene.hire(web::Role::PrivacyOfficer).await;
        let page = officer.get(HERE).await;
        assert!(page.says("Demo Post") && page.says("epoch 1"), "{}", main_of(&page.body));
        let stops = format!("{HERE}/stops");
        for (what, status) in
            [("purpose:L1-tax", 409), ("recipient:nobody", 404), ("recipient:demo_post", 303)]
        {
            officer.get(HERE).await;
            let answer = officer.send(&stops, &[("what", what), ("deed", "stop")]).await;
            assert_eq!(answer.status, status, "{what}: {}", main_of(&answer.body));
        }
        let standing = async || {
            let stops = scene.house().db.read("test.stops", privacy::adopt::stops).await.unwrap();
            stops.into_iter().map(|stop| stop.code).collect::<Vec<_>>()
        };
        assert_eq!(standing().await, ["demo_post"]);
        let page = officer.get(HERE).await;
        assert!(page.says("Lift the stop"), "{}", main_of(&page.body));
        officer.send(&stops, &[("what", "recipient:demo_post"), ("deed", "lift")]).await;
        assert!(standing().await.is_empty());

        let tasks = format!("{HERE}/tasks");
        for what in ["verify", "turn", "rotate"] {
            officer.get(HERE).await;
            assert_eq!(officer.send(&tasks, &[("what", what)]).await.status, 303, "{what}");
        }
        until("what was asked of the house", async || {
            let read = |tx: &mut db::Tx<'_>| privacy::controls::latest(tx, 10);
            let all = scene.house().db.read("test.tasks", read).await.unwrap();
            let over = all.iter().filter(|task| task.ended_at.is_some()).count();
            if over == 3 { Ok(()) } else { Err(format!("{over} of {}", all.len())) }
        })
        .await;
        let page = officer.get(HERE).await;
        for told in ["signed heads, ", "epoch 2", "keys are new"] {
            assert!(page.says(told), "{told}: {}", main_of(&page.body));
        }
        working.stop().await.unwrap();
    });
}
