//! The staff's codes: a demonstration shows them, a house never does.

use daiko::demo::PASSWORD;
use web::Browser;

use crate::common::{on_each_engine, value_of};

#[test]
fn the_codes_of_a_demonstration_open_its_desks_and_a_served_house_has_no_such_page() {
    on_each_engine(1, async |scene| {
        let served = scene.house().site.doors().iter().any(|door| door.path.contains("/demo/"));
        assert!(!served, "{}", scene.engine);
        assert_eq!(scene.browser().get("/demo/codes").await.status, 404);
        let plan = scene.blueprint.clone();
        scene.close();
        let mut demo = daiko::house::Blueprint::new(&plan.data);
        demo.postgres = plan.postgres.clone();
        demo.is_demo = true;
        let house = demo.open().unwrap();
        let mut door = Browser::new(house.site.router());
        door.get("/staff/sign-in").await;
        let fields = [("handle", "packer"), ("password", PASSWORD)];
        let page = door.send("/staff/sign-in", &fields).await;
        let half = value_of(&page.body, "half");
        let shown = Browser::new(house.site.router()).get("/demo/codes").await;
        let (_, rest) = shown.body.split_once("packer").unwrap();
        let (_, rest) = rest.split_once("<code>").unwrap();
        let code = rest.split('<').next().unwrap();
        let fields = [("half", half.as_str()), ("code", code)];
        let page = door.send("/staff/sign-in/code", &fields).await;
        assert_eq!(page.goes_to(), Some("/staff"), "{}: {}", scene.engine, page.body);
        assert_eq!(door.get("/staff/arrivals").await.status, 200);
    });
}
