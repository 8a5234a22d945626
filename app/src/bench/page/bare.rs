//! The bare page: plain axum in a process of its own, constant bytes, the same headers.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::Response;
use axum::routing::get;
use kernel::{Fault, Refused};
use serde::{Deserialize, Serialize};

use super::load::Sample;
use crate::child::{Own, free_port, fresh_folder};

/// What the server itself writes on every answer.
const ITS_OWN: [&str; 2] = ["content-length", "date"];

#[derive(Serialize, Deserialize)]
struct Constant {
    port: u16,
    headers: Vec<(String, String)>,
    body: String,
}

/// A bare page, served beside.
pub(crate) struct Bare {
    pub(crate) port: u16,
    folder: std::path::PathBuf,
    _process: Own,
}

impl Bare {
    /// Serves the same bytes under the same headers as this answer.
    pub(crate) async fn start(sample: &Sample) -> Result<Bare, Refused> {
        let (folder, port) = (fresh_folder("bench-bare-page")?, free_port()?);
        let headers = sample.headers.iter().filter(|h| !ITS_OWN.contains(&h.0.as_str()));
        let constant = Constant {
            port,
            headers: headers.cloned().collect(),
            body: String::from_utf8_lossy(&sample.body).into_owned(),
        };
        let file = folder.join("page.json");
        let text = serde_json::to_string(&constant).map_err(|e| Fault::new(e.to_string()))?;
        std::fs::write(&file, text).map_err(|e| Fault::new(e.to_string()))?;
        let words = ["bench", "page", "--bare", &file.display().to_string()].map(str::to_owned);
        let process = Own::start(&words)?;
        listens(port).await?;
        Ok(Bare { port, folder, _process: process })
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Waits until somebody listens there.
pub(crate) async fn listens(port: u16) -> Result<(), Refused> {
    let until = Instant::now() + Duration::from_secs(60);
    while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        if Instant::now() > until {
            return Err(Fault::new(format!("nobody listens on port {port}")).into());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}

/// Serves what the file says until it is killed.
pub(crate) async fn serve(file: &Path) -> Result<(), Refused> {
    let no = |e: std::io::Error| Refused::from(Fault::new(format!("the bare page: {e}")));
    let text = std::fs::read_to_string(file).map_err(no)?;
    let constant: Constant =
        serde_json::from_str(&text).map_err(|e| Fault::new(format!("the bare page: {e}")))?;
    let mut headers = HeaderMap::new();
    for (name, value) in &constant.headers {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
            headers.append(name, value);
        }
    }
    let page = Arc::new((headers, Bytes::from(constant.body)));
    let answer = move || {
        let page = Arc::clone(&page);
        async move {
            let mut response = Response::new(Body::from(page.1.clone()));
            *response.headers_mut() = page.0.clone();
            response
        }
    };
    let router = Router::new().fallback(get(answer));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", constant.port)).await.map_err(no)?;
    axum::serve(listener, router).await.map_err(no)
}
