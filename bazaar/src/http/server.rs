//! The listener. Not axum's own: that one cannot leave a request unanswered, and this marketplace
//! must be able to.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use kernel::Refused;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

use crate::refusals::No;

/// Marks a response that is never sent: the connection is closed instead.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dropped;

/// Why a connection ends without an answer.
#[derive(Debug)]
struct Unanswered;

impl std::fmt::Display for Unanswered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("left unanswered on purpose")
    }
}
impl std::error::Error for Unanswered {}

/// A listener at work.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    stop: watch::Sender<bool>,
    accepting: JoinHandle<()>,
}

impl Server {
    /// Listens and serves.
    pub(crate) async fn start(bind: SocketAddr, router: Router) -> Result<Server, Refused> {
        let no =
            |e: std::io::Error| No::CannotListen { address: bind.to_string(), why: e.to_string() };
        let listener = TcpListener::bind(bind).await.map_err(no)?;
        let address = listener.local_addr().map_err(no)?;
        let (stop, stopping) = watch::channel(false);
        let accepting = tokio::spawn(accept(listener, router, stopping));
        Ok(Server { address, stop, accepting })
    }

    /// Closes every connection and waits for the last.
    pub(crate) async fn stop(self) {
        let _ = self.stop.send(true);
        let _ = self.accepting.await;
    }
}

async fn accept(listener: TcpListener, router: Router, mut stopping: watch::Receiver<bool>) {
    let mut connections = JoinSet::new();
    let router = Arc::new(router);
    loop {
        tokio::select! {
            _ = stopping.changed() => break,
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(converse(stream, Arc::clone(&router)));
                }
                // Out of file handles: wait for some to be given back rather than spin.
                Err(_) => tokio::time::sleep(std::time::Duration::from_millis(20)).await,
            },
        }
    }
    connections.shutdown().await;
}

async fn converse(stream: TcpStream, router: Arc<Router>) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
        let answering = TowerToHyperService::new(router.as_ref().clone()).call(request);
        async move {
            let Ok(response) = answering.await;
            match response.extensions().get::<Dropped>() {
                Some(Dropped) => Err(Unanswered),
                None => Ok(response),
            }
        }
    });
    // A connection that ends in an error concerns nobody but its other end.
    let _ = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .serve_connection(TokioIo::new(stream), service)
        .await;
}
