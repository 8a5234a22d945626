use std::sync::LazyLock;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;

use crate::hex::{hex, sha256};

/// A file that is part of the program, under a path that changes with every byte of it.
pub(crate) struct Asset {
    kind: &'static str,
    bytes: &'static [u8],
    path: String,
}

impl Asset {
    fn new(name: &str, ending: &str, kind: &'static str, bytes: &'static [u8]) -> Asset {
        let hash = hex(&sha256(&[bytes]));
        let path = format!("/assets/{name}.{}.{ending}", hash.get(..16).unwrap_or(&hash));
        Asset { kind, bytes, path }
    }

    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    pub(crate) fn response(&self) -> Response {
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static(self.kind)),
            (
                header::CACHE_CONTROL,
                HeaderValue::from_static("public, max-age=31536000, immutable"),
            ),
            (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        ];
        (headers, Bytes::from_static(self.bytes)).into_response()
    }
}

pub(crate) static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    let bytes = include_bytes!("assets/daiko.css");
    Asset::new("daiko", "css", "text/css; charset=utf-8", bytes)
});

pub(crate) static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    let bytes = include_bytes!("assets/daiko.js");
    Asset::new("daiko", "js", "text/javascript; charset=utf-8", bytes)
});

pub(crate) static PASSKEYS: LazyLock<Asset> = LazyLock::new(|| {
    let bytes = include_bytes!("assets/passkeys.js");
    Asset::new("passkeys", "js", "text/javascript; charset=utf-8", bytes)
});

pub(crate) static ICON: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("daiko", "svg", "image/svg+xml", include_bytes!("assets/daiko.svg"))
});
