use std::sync::Arc;

use axum::Router;
use axum::handler::Handler;
use axum::routing::{self, MethodRouter};

use super::{App, admin, bids, items, orders, pages, purchases, search};
use crate::problem;

/// One door: docs/connector-protocol.openapi.json names the same ones.
struct Route {
    #[cfg(test)]
    method: &'static str,
    path: &'static str,
    handler: MethodRouter<Arc<App>>,
}

fn get<H: Handler<T, Arc<App>>, T: 'static>(path: &'static str, handler: H) -> Route {
    Route {
        #[cfg(test)]
        method: "get",
        path,
        handler: routing::get(handler),
    }
}

fn post<H: Handler<T, Arc<App>>, T: 'static>(path: &'static str, handler: H) -> Route {
    Route {
        #[cfg(test)]
        method: "post",
        path,
        handler: routing::post(handler),
    }
}

/// All doors, in the order of the protocol's book.
fn routes() -> Vec<Route> {
    vec![
        get("/", pages::list),
        get("/items/{id}", pages::item),
        get("/v1/time", items::time),
        get("/v1/capabilities", items::capabilities),
        get("/v1/search", search::search),
        get("/v1/items", items::batch),
        get("/v1/items/{id}", items::one),
        get("/v1/items/{id}/history", items::history),
        get("/v1/items/{id}/images/{file}", items::image),
        get("/v1/categories", items::categories),
        get("/v1/sellers/{id}", items::seller),
        post("/v1/bids/preview", bids::preview),
        post("/v1/bids", bids::place),
        get("/v1/references/{reference}", bids::reference),
        get("/v1/my/bids", bids::mine),
        post("/v1/purchases/preview", purchases::preview),
        post("/v1/purchases", purchases::place),
        get("/v1/orders", orders::list),
        get("/v1/orders/{id}", orders::one),
        post("/v1/orders/{id}/pay", orders::pay),
        post("/v1/orders/{id}/received", orders::received),
        post("/v1/orders/{id}/accept", orders::accept),
        post("/v1/orders/{id}/decline", orders::decline),
        get("/v1/items/{id}/messages", orders::messages),
        post("/v1/items/{id}/messages", orders::write),
        get("/v1/account", items::account),
        get("/v1/admin/faults", admin::faults),
        post("/v1/admin/faults", admin::set_faults),
        post("/v1/admin/listings", admin::list),
        post("/v1/admin/items/{id}/rival-bids", admin::rival_bid),
        post("/v1/admin/items/{id}/end-early", admin::end_early),
        post("/v1/admin/items/{id}/cancel", admin::cancel),
        post("/v1/admin/items/{id}/remove-bid", admin::remove_bid),
        post("/v1/admin/items/{id}/restock", admin::restock),
        post("/v1/admin/items/{id}/remove-winner", admin::remove_winner),
        post("/v1/admin/orders/{id}/cancel", admin::cancel_order),
        post("/v1/admin/orders/{id}/ship", admin::ship),
        get("/v1/admin/audit", admin::audit),
        get("/v1/admin/figures", admin::figures),
    ]
}

/// The doors, hung.
pub(crate) fn router(app: Arc<App>) -> Router {
    let mut router = Router::new();
    for route in routes() {
        router = router.route(route.path, route.handler);
    }
    router
        .fallback(|| async { problem::no_such_route("There is nothing at this address.") })
        .method_not_allowed_fallback(|| async {
            problem::wrong_method("This address does not take that method.")
        })
        .with_state(app)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    #[test]
    fn every_door_is_in_the_written_protocol_and_the_other_way_round() {
        let book = include_str!("../../../docs/connector-protocol.openapi.json");
        let book: serde_json::Value = serde_json::from_str(book).unwrap();
        let mut written = BTreeSet::new();
        for (path, item) in book["paths"].as_object().unwrap() {
            for method in item.as_object().unwrap().keys().filter(|key| *key != "parameters") {
                written.insert(format!("{method} {path}"));
            }
        }
        let hung: BTreeSet<String> =
            super::routes().iter().map(|r| format!("{} {}", r.method, r.path)).collect();
        assert_eq!(
            written.difference(&hung).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "only written"
        );
        assert_eq!(
            hung.difference(&written).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "only hung"
        );
    }
}
