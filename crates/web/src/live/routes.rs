use crate::stop::Show;
use crate::{Asked, Cx, Routes, WebRefusal, Who, events};

/// Keys one stream may watch: a page of lots and some.
const KEYS: usize = 100;

kernel::refusals! {
    /// Why a stream is not opened.
    pub enum LiveRefusal {
        /// Too many are open already.
        "web.streams_full" 503 StreamsFull = "Too many live pages are open just now. The page works without; load it again for new figures.";
    }
}

/// The web door's own room: the stream of live figures.
pub(crate) fn routes() -> Routes {
    Routes::new("web").get("/live", Who::Anyone, live)
}

async fn live(cx: Cx, Asked(asked): Asked) -> Show {
    let keys: Vec<String> = asked.shown("on").split(',').map(str::to_owned).collect();
    let fine = |key: &String| !key.is_empty() && key.len() <= 64;
    if keys.len() > KEYS || !keys.iter().all(fine) {
        return Err(WebRefusal::Unreadable.into());
    }
    events(cx.board(), keys).ok_or_else(|| LiveRefusal::StreamsFull.into())
}
