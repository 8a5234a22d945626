use db::{Answer, Lock, Tx};
use kernel::{Fault, MemberId, Refused, StaffId, Yen};
use orders::By;
use web::{Role, Roles};

use super::stage::Stage;
use super::tell::Teller;
use crate::house::House;
use crate::seed;

/// Who takes part.
pub(super) struct Cast {
    pub(super) alice: MemberId,
    pub(super) bruno: MemberId,
    pub(super) chen: MemberId,
    pub(super) crowd: Vec<MemberId>,
    staff: StaffId,
}

impl Cast {
    /// The warehouse and the desk, as an author of steps.
    pub(super) fn staff(&self) -> By {
        let roles = [Role::Warehouse, Role::Buyer, Role::Support, Role::Accountant];
        By::Staff(self.staff, roles.into_iter().collect::<Roles>())
    }
}

const FUNDS: i64 = 2_000_000;

/// Signs everybody up and books their money; those who are there already stay as they are.
pub(super) async fn enter(house: &House, stage: &Stage, teller: &Teller) -> Result<Cast, Refused> {
    let hash = crate::serve::passwords(house)?.hash_now("a story has no secrets")?;
    let crowd = stage.crowd;
    let act = move |tx: &mut Tx<'_>| enrol(tx, &hash, crowd);
    let cast = house.db.write("story.cast", Lock::named("story.cast"), act).await?;
    teller.tell("Alice in Wellington, Bruno in Hamburg and Chen in Taipei sign up.");
    teller.tell(format!("The accountant books what they paid in: {} each.", Yen::new(FUNDS)));
    if !cast.crowd.is_empty() {
        teller.tell(format!("{} other members are there too.", cast.crowd.len()));
    }
    Ok(cast)
}

fn enrol(tx: &mut Tx<'_>, hash: &str, crowd: usize) -> Answer<Cast> {
    let mut named = Vec::new();
    for (handle, _, door) in &seed::MEMBERS {
        named.push(seed::member(tx, handle, hash, FUNDS, door)?);
    }
    let mut others = Vec::new();
    for n in 0..crowd {
        let door = ["Member Example", "4 Sample Street", "Toronto", "ON", "M5V 2T6", "CA"];
        others.push(seed::member(tx, &format!("member-{n}"), hash, FUNDS, &door)?);
    }
    seed::staff(tx, hash)?;
    let packer = staff::find(tx, "packer")?;
    let staff = packer.ok_or_else(|| Fault::new("nobody packs"))?.staff;
    match named.as_slice() {
        [alice, bruno, chen] => {
            Ok(Cast { alice: *alice, bruno: *bruno, chen: *chen, crowd: others, staff })
        }
        _ => Err(Fault::new("a story has three members").into()),
    }
}
