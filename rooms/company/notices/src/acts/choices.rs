use db::{Answer, Tx};
use kernel::{MemberId, NoticeId};

use crate::NoticesRefusal;
use crate::rules::{Channel, Kind, Use};
use crate::store;

/// What a member hears of by one channel, kind by kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices(Vec<(Kind, Channel, bool)>);

impl Choices {
    /// Whether they hear of it so.
    pub fn goes(&self, kind: Kind, channel: Channel) -> bool {
        let mut chosen = self.0.iter().filter(|(k, c, _)| *k == kind && *c == channel);
        kind.goes(channel, chosen.next().map(|(_, _, on)| *on))
    }
}

/// What a member chose.
pub fn choices(tx: &mut Tx<'_>, member: MemberId) -> Answer<Choices> {
    tx.all(store::CHOICES, (member,)).map(Choices)
}

/// Notes what a member wants to hear of, and how. What guards the account is refused by name.
pub fn choose(
    tx: &mut Tx<'_>,
    member: MemberId,
    kind: Kind,
    channel: Channel,
    on: bool,
) -> Answer<()> {
    // Which kinds a program hears of is chosen for each program.
    if channel == Channel::Webhook {
        return Err(NoticesRefusal::NotAChoice.into());
    }
    match kind.uses(channel) {
        Use::Usually | Use::IfChosen => {}
        Use::Always if on => return Ok(()),
        Use::Never if !on => return Ok(()),
        Use::Always | Use::Never => return Err(NoticesRefusal::NotAChoice.into()),
    }
    let now = tx.now();
    tx.put(store::CHOOSE, (member, kind, channel, on, now))
}

/// Notes that a member has read one notice.
pub fn read(tx: &mut Tx<'_>, member: MemberId, notice: NoticeId) -> Answer<()> {
    let now = tx.now();
    match tx.run(store::READ_ONE, (now, notice, member))? {
        0 => Err(NoticesRefusal::Unknown.into()),
        _ => Ok(()),
    }
}

/// Notes that a member has read all of them.
pub fn read_all(tx: &mut Tx<'_>, member: MemberId) -> Answer<()> {
    let now = tx.now();
    tx.put(store::READ_ALL, (now, member))
}
