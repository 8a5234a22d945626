//! A story under power cuts: the house and the bazaar are killed at random moments and started
//! again, and the story goes on.

use std::process::Stdio;
use std::time::Duration;

use db::SystemDice;
use kernel::{Dice, Fault, Refused};

use super::audit::Summary;
use super::stage::Stage;
use super::tell::Teller;
use crate::child::Own;
use crate::config::StoryArgs;

/// A story that was not over after so many turns will never be.
const TURNS: u32 = 400;

/// Lives the story in a process of its own and kills it, or the bazaar, or both, so many times.
pub(super) async fn live(args: &StoryArgs, stage: &Stage) -> Result<Summary, Refused> {
    let dice = SystemDice::new()?;
    let mut beside = stage.bazaar().await?;
    // What is for sale is there before the first kill.
    super::goods::list(stage, &stage.market_admin()?, &Teller::new(false)).await?;
    let mut story = start(stage)?;
    let mut killed = 0;
    for _ in 0..TURNS {
        let before = if killed < args.kills { Some(moment(&dice)) } else { None };
        match wait(&mut story, before).await {
            Some(true) => {
                return Ok(after(stage.read_summary()?, killed, args.kills));
            }
            // It gave up because the bazaar was away for too long, or what it found did not hold.
            Some(false) => match stage.read_summary() {
                Ok(summary) => return Ok(after(summary, killed, args.kills)),
                Err(_) => story = start(stage)?,
            },
            None => {
                killed += 1;
                let which = dice.roll() % 3;
                if which != 1 {
                    story.kill();
                }
                if which != 0 {
                    beside.process.kill();
                    beside = stage.bazaar().await?;
                }
                if which != 1 {
                    story = start(stage)?;
                }
                if !args.json {
                    let what = ["the house", "the bazaar", "both"];
                    let what = what.get(usize::try_from(which).unwrap_or(0)).copied();
                    println!("kill {killed:>3}: {}", what.unwrap_or(""));
                }
            }
        }
    }
    Err(Fault::new("the story does not come to its end").into())
}

/// A story that was over before all its kills has shown less than it was asked to.
fn after(mut summary: Summary, killed: u32, wanted: u32) -> Summary {
    summary.kills = killed;
    if killed < wanted {
        summary.wrong.push(format!("it was killed {killed} times, not {wanted}"));
    }
    summary
}

fn start(stage: &Stage) -> Result<Own, Refused> {
    let words = [
        "story".to_owned(),
        "--resume".to_owned(),
        format!("--data={}", stage.folder.display()),
        format!("--engine={}", stage.engine),
    ];
    Own::start_with(&words, Stdio::null())
}

fn moment(dice: &dyn Dice) -> Duration {
    Duration::from_millis(150 + u64::try_from(dice.roll() % 1_100).unwrap_or(0))
}

/// Waits until it ends, or until `at_most` has passed.
async fn wait(story: &mut Own, at_most: Option<Duration>) -> Option<bool> {
    let begun = tokio::time::Instant::now();
    loop {
        if let Some(held) = story.ended() {
            return Some(held);
        }
        if at_most.is_some_and(|most| begun.elapsed() >= most) {
            return None;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_that_was_killed_too_seldom_does_not_hold() {
        let text = r#"{"engine":"","lots":1,"bids":{},"placed":1,"orders":{},"kills":0,"wrong":[],"seconds":1}"#;
        let summary: Summary = serde_json::from_str(text).unwrap();
        assert!(after(summary.clone(), 3, 3).held());
        assert_eq!(after(summary, 2, 3).wrong, ["it was killed 2 times, not 3"]);
    }
}
