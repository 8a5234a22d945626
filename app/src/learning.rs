//! What the marketplaces say of themselves: asked when the house opens, and now and then.

use std::sync::Arc;
use std::time::Duration;

use markets::Connector;
use tokio::sync::watch;

/// How long what a marketplace said of itself is believed, and how soon it is asked again when it
/// said nothing.
const BELIEVED: Duration = Duration::from_secs(600);
const ASKED_AGAIN: Duration = Duration::from_secs(10);

/// Asks a marketplace now and then what it can do.
pub(crate) async fn learn(market: Arc<dyn Connector>, mut stopped: watch::Receiver<bool>) {
    let learning = async {
        loop {
            let learnt = market.learn().await;
            tokio::time::sleep(if learnt.is_ok() { BELIEVED } else { ASKED_AGAIN }).await;
        }
    };
    tokio::select! {
        () = learning => {}
        _ = stopped.changed() => {}
    }
}
