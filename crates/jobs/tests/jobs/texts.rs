use jobs::body;
use kernel::{At, Id, LotId, MemberId, Yen};
use serde::{Deserialize, Serialize};

use crate::floor::*;

#[test]
fn every_text_is_understood_by_each_engine() {
    each(|bench| {
        for sql in jobs::SQL {
            bench.db.prepare(*sql).unwrap();
        }
    });
}

#[derive(Serialize, Deserialize, PartialEq, Debug)]
struct Win {
    #[serde(with = "body::id")]
    lot: LotId,
    #[serde(with = "body::maybe_id")]
    rival: Option<MemberId>,
    #[serde(with = "body::at")]
    won_at: At,
    #[serde(with = "body::yen")]
    price_yen: Yen,
}

#[test]
fn the_kernels_words_are_written_in_a_body_and_read_back() {
    for rival in [None, Some(MemberId::from_bits(9))] {
        let win = Win {
            lot: LotId::from_bits(77),
            rival,
            won_at: At::from_micros(1_795_341_909_123_456),
            price_yen: Yen::new(12_000),
        };
        let text = serde_json::to_string(&win).unwrap();
        assert_eq!(serde_json::from_str::<Win>(&text).unwrap(), win);
        let wrong = text.replace("lot_", "bid_");
        assert!(serde_json::from_str::<Win>(&wrong).unwrap_err().to_string().contains("lot id"));
    }
}
