//! What runs beside the requests: the record of what happens to personal data, and what the privacy
//! officer asks of the running house.

use db::{Answer, Db};
use tokio::sync::watch;

/// Gives openings and hand-overs their places in the log each second, and every few minutes
/// destroys what the policy says is due.
pub(crate) async fn keep_record(db: Db, mut stop: watch::Receiver<bool>) {
    let mut seconds = 0u64;
    loop {
        tokio::select! {
            () = tokio::time::sleep(std::time::Duration::from_secs(1)) => {}
            _ = stop.changed() => return,
        }
        seconds += 1;
        let (db, sweep) = (db.clone(), seconds % 180 == 5);
        let work = move || -> Answer<()> {
            privacy::start::every_second(&db)?;
            while privacy::requests::work::work(&db)? > 0 {}
            while sweep && privacy::start::every_few_minutes(&db)? {}
            Ok(())
        };
        match tokio::task::spawn_blocking(work).await {
            Ok(Ok(())) => {}
            Ok(Err(refused)) => eprintln!("the record of openings: {refused}"),
            Err(error) => eprintln!("the record of openings: {error}"),
        }
    }
}

/// Does what the privacy officer asks of the running house, beside everything else: checking a log
/// of years takes its time.
pub(crate) async fn do_as_asked(db: Db, mut stop: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(std::time::Duration::from_secs(1)) => {}
            _ = stop.changed() => return,
        }
        let (db, stopped) = (db.clone(), stop.clone());
        let work = move || -> Answer<()> {
            while !*stopped.borrow() && privacy::controls::work(&db)? {}
            Ok(())
        };
        match tokio::task::spawn_blocking(work).await {
            Ok(Ok(())) => {}
            Ok(Err(refused)) => eprintln!("what was asked of the house: {refused}"),
            Err(error) => eprintln!("what was asked of the house: {error}"),
        }
    }
}
