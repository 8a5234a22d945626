use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::IntoResponse as _;
use web::{Asked, Cx, Show, WebRefusal};

/// `GET /pictures?by=…&of=…`: a marketplace's picture, under an address of this house.
pub(super) async fn show(cx: Cx, Asked(asked): Asked) -> Show {
    let pictures = super::shelf(&cx)?.pictures().clone();
    let picture = pictures.fetch(asked.shown("of"), asked.shown("by")).await;
    let picture = picture.ok_or(WebRefusal::NotFound)?;
    let headers = [
        (CONTENT_TYPE, picture.kind),
        (CACHE_CONTROL, "public, max-age=3600"),
        // A drawing can hold scripts; opened by itself it runs none.
        (CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'; sandbox"),
    ];
    Ok((headers, picture.bytes.clone()).into_response())
}
