//! A question from the form to the answer's notice, through the whole house.

use web::Role;

use crate::common::{on_each_engine, until_says, work};

#[test]
fn a_member_is_told_when_the_desk_has_answered() {
    on_each_engine(60, async |scene| {
        let working = work(scene).await;
        let mut alice = scene.member("alice").await;
        let form = alice.get("/contact").await;
        assert!(form.says("JST") && form.says("03-0000-0000"), "{}", form.body);
        let asked = [("topic", "money"), ("words", "What was this charge?")];
        let sent = alice.send("/contact", &asked).await;
        let case = sent.goes_to().unwrap().to_owned();
        let mut desk = scene.hire(Role::Support).await;
        let home = desk.get("/staff").await;
        assert!(home.says("/staff/inquiries"), "{}", home.body);
        let path = case.replace("/me/", "/staff/");
        assert!(desk.get(&path).await.says("What was this charge?"));
        assert_eq!(desk.send(&format!("{path}/claim"), &[]).await.status, 303);
        let words = [("words", "The fee of your order.")];
        assert_eq!(desk.send(&format!("{path}/answers"), &words).await.status, 303);
        let told = until_says(&mut alice, "/notices", &case).await;
        assert!(told.says("Your question has been answered"), "{}", told.body);
        assert!(alice.get(&case).await.says("The fee of your order."));
        // Another role of the staff has no business here.
        let mut packer = scene.staff("packer").await;
        assert_eq!(packer.get(&path).await.status, 403);
        working.stop().await.unwrap();
    });
}
