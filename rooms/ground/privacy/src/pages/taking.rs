//! An archive on its way to the browser: made a piece at a time, as fast as it is taken.

use web::{Cx, Show};

use super::lang;
use crate::open::Opener;
use crate::refusals::PrivacyRefusal;
use crate::requests::{self, Request, archive};

/// The archive of a request, as a file to keep.
pub(super) fn taking(cx: &Cx, request: &Request, who: Opener) -> Show {
    let until = requests::archive_until(request).ok_or(PrivacyRefusal::NoSuchRequest)?;
    if cx.now() >= until {
        return Err(PrivacyRefusal::ArchiveOver.into());
    }
    let (db, member, lang) = (cx.db().clone(), request.member, lang(cx, ""));
    web::file(&format!("{}.zip", request.id), "application/zip", move |send| {
        archive::write(&db, &who, member, lang, send).map(|_| ())
    })
}
