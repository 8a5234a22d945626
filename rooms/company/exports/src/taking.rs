//! A list on its way to the browser, and onto the record.

use db::{Answer, Db, Lock};
use kernel::At;
use web::{Cx, Show};

use crate::acts::end_taking;
use crate::drawing::draw;
use crate::store::Export;

/// The list, as a file to keep.
pub(crate) fn file(cx: &Cx, export: Export, begun_at: At) -> Show {
    let (db, name) = (cx.db().clone(), format!("{}.csv", export.id));
    web::file(&name, "text/csv; charset=utf-8", move |send| taken(&db, &export, begun_at, send))
}

fn taken(
    db: &Db,
    export: &Export,
    begun_at: At,
    send: &mut dyn FnMut(Vec<u8>) -> Answer<()>,
) -> Answer<()> {
    let counts = draw(db, export, &mut |lines: String| send(lines.into_bytes()))?;
    let id = export.id;
    db.write_now("exports.taken", Lock::none(), move |tx| end_taking(tx, id, begun_at, counts))
}
