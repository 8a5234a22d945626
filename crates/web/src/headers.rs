use std::sync::PoisonError;

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use kernel::Fault;

use crate::{Cx, Language, Person, Web};

const FIXED: [(HeaderName, HeaderValue); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ),
];

/// What a page of the house may load: its own style and module, and pictures of the marketplaces.
pub(crate) fn content_policy(picture_hosts: &[String]) -> Result<HeaderValue, Fault> {
    for host in picture_hosts {
        if host.contains([';', ',', ' ', '\'', '*']) || !host.contains("://") {
            return Err(Fault::new(format!("{host} is not a host pictures can come from")));
        }
    }
    let pictures: String = picture_hosts.iter().map(|host| format!(" {host}")).collect();
    let text = format!(
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
         img-src 'self'{pictures}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    HeaderValue::from_str(&text).map_err(|e| Fault::new(format!("content policy: {e}")))
}

/// The same for the policy in force; put together once for each. A version whose hosts are none
/// lets pages load from this house alone.
fn content_policy_of(web: &Web, policy: &str) -> HeaderValue {
    let mut kept = web.0.content_policy.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.0 != policy {
        let hosts = (web.0.settings.picture_hosts)();
        let made = content_policy(&hosts).or_else(|_| content_policy(&[]));
        *kept = (policy.to_owned(), made.unwrap_or_else(|_| kept.1.clone()));
    }
    kept.1.clone()
}

/// Puts the house's headers on an answer; what the handler set itself stays.
pub(crate) fn dress(headers: &mut HeaderMap, cx: &Cx) {
    let (web, signed_in) = (&cx.0.web, cx.person() != &Person::Nobody);
    headers.reserve(16);
    for (name, value) in &FIXED {
        headers.insert(name, value.clone());
    }
    let policy = (web.0.settings.policy)();
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert_with(|| content_policy_of(web, &policy));
    // Why: what a signed-in person saw must not lie in a shared cache or come back after sign-out.
    headers.entry(header::CACHE_CONTROL).or_insert_with(|| {
        HeaderValue::from_static(if signed_in { "no-store" } else { "private, no-cache" })
    });
    headers.entry(header::CONTENT_LANGUAGE).or_insert(match cx.language() {
        Language::English => HeaderValue::from_static("en"),
        Language::Japanese => HeaderValue::from_static("ja"),
        Language::Chinese => HeaderValue::from_static("zh-Hant"),
    });
    headers
        .entry(header::VARY)
        .or_insert(HeaderValue::from_static("accept, accept-language, cookie"));
    if let (false, Ok(hash)) = (policy.is_empty(), HeaderValue::from_str(&policy)) {
        headers.insert(HeaderName::from_static("x-privacy-policy"), hash);
    }
    if web.0.settings.secure {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000; includeSubDomains"),
        );
    }
}
