//! Storing, finding and opening, on each engine.

use crate::house::{act, delivery, each, member, policy_with, settle, staff, warehouse};
use kernel::Word as _;
use policy::Role;
use privacy::log::Kind;
use privacy::record::acts_on;
use privacy::{
    Address, CustomsForm, Name, OpenViews as _, Opener, OwnProfile, ParcelLabel, RunningPolicy,
    View, find_by_email, find_by_handle, own_handle, set_delivery, set_handle,
};

privacy::personal_view! {
    /// A view that is on no list.
    pub struct OffTheList: Purpose::Shipment, by [Warehouse], to [] { name: Name }
}

mod listed {
    privacy::personal_view! {
        /// The warehouse's own short label.
        pub struct ShortLabel: Purpose::Shipment, by [Warehouse], to [] { address: privacy::Place }
    }
}

#[test]
fn a_handle_is_one_persons_in_any_case_and_width() {
    each(&[], |bench, _| {
        let (a, b) = (member(1), member(2));
        act(&bench.db, move |tx| {
            privacy::register(tx, a)?;
            privacy::register(tx, b)?;
            set_handle(tx, a, " Ｔａｒｏ Straße ")
        })
        .unwrap();
        for spelled in ["taro straße", "TARO Straße", "Ｔaro straße"] {
            let found = act(&bench.db, move |tx| find_by_handle(tx, spelled)).unwrap();
            assert_eq!(found, Some(a), "{spelled}");
            let taken = act(&bench.db, move |tx| set_handle(tx, b, spelled)).unwrap_err();
            assert_eq!(taken.code(), "privacy.handle_taken");
        }
        assert_eq!(act(&bench.db, |tx| find_by_handle(tx, "taro")).unwrap(), None);
        // One's own may be spelled anew, and the one let go is free.
        act(&bench.db, move |tx| set_handle(tx, a, "TARO STRASSE")).unwrap();
        act(&bench.db, move |tx| set_handle(tx, b, "taro straße")).unwrap();
        let own = act(&bench.db, move |tx| own_handle(tx, a)).unwrap();
        assert_eq!(own.show().handle.as_str(), "TARO STRASSE");
    });
}

#[test]
fn what_was_stored_is_opened_by_its_view_and_anyone_else_leaves_a_row() {
    each(listed::VIEWS, |bench, _| {
        let who = settle(&bench.db, 1, "_one");
        let label = act(&bench.db, move |tx| tx.open::<ParcelLabel>(&warehouse(), who)).unwrap();
        assert_eq!(label.name.show().latin.as_str(), "Latin_one");
        assert_eq!(label.address.show().postal_code.as_str(), "Post_one");
        assert_eq!(label.phone.unwrap().show().number.as_str(), "+81_one");
        let short =
            act(&bench.db, move |tx| tx.open::<listed::ShortLabel>(&warehouse(), who)).unwrap();
        assert_eq!(short.address.show().city.as_str(), "City_one");
        let own = act(&bench.db, move |tx| tx.open::<OwnProfile>(&Opener::member(), who)).unwrap();
        assert!(own.birthday.is_none());
        assert_eq!(own.email.unwrap().show().address.as_str(), "mail_one@example.test");

        let acts = act(&bench.db, move |tx| acts_on(tx, who, None, 10)).unwrap();
        let seen: Vec<_> = acts.iter().map(|a| (a.kind, a.role, a.purpose)).collect();
        let row = (Kind::Opened, Some(Role::Warehouse), Some(policy::Purpose::Shipment));
        assert_eq!(seen, [row, row], "the person's own look leaves none");
        // Both are of one instant, so that their order is the dice's.
        let of = |about: &str| acts.iter().find(|act| act.about == Some(about)).unwrap();
        let label = of("What the label of a parcel prints.");
        assert_eq!(label.why.as_deref(), Some("parcel pcl_1"));
        assert_eq!(label.fields, ParcelLabel::FACTS.fields);
        let short = of("The warehouse's own short label.");
        assert_eq!(short.fields, listed::ShortLabel::FACTS.fields);
    });
}

#[test]
fn a_view_opens_for_whom_it_names_with_a_reason_and_from_the_list_alone() {
    each(listed::VIEWS, |bench, _| {
        let who = settle(&bench.db, 1, "_one");
        let open = |opener: Opener| {
            act(&bench.db, move |tx| tx.open::<ParcelLabel>(&opener, who)).map(|_| ())
        };
        let table = [
            (Opener::staff(Role::Warehouse, staff(), "parcel 1"), "ok"),
            (Opener::staff(Role::Marketing, staff(), "parcel 1"), "privacy.not_allowed"),
            (Opener::member(), "privacy.not_allowed"),
            (Opener::staff(Role::Warehouse, staff(), "  "), "privacy.no_reason"),
            (Opener::staff(Role::Warehouse, staff(), "two\nlines"), "privacy.no_reason"),
        ];
        for (opener, want) in table {
            let code = open(opener.clone()).map_or_else(|no| no.code(), |()| "ok");
            assert_eq!(code, want, "{opener:?}");
        }
        let off = act(&bench.db, move |tx| tx.open::<OffTheList>(&warehouse(), who));
        assert_eq!(off.map(|_| ()).unwrap_err().code(), "privacy.not_registered");
        let nobody = act(&bench.db, |tx| tx.open::<ParcelLabel>(&warehouse(), member(99)));
        assert_eq!(nobody.map(|_| ()).unwrap_err().code(), "privacy.no_person");
        let empty = act(&bench.db, |tx| {
            privacy::register(tx, member(3))?;
            tx.open::<ParcelLabel>(&warehouse(), member(3))
        });
        assert_eq!(empty.map(|_| ()).unwrap_err().code(), "privacy.nothing_kept");
    });
}

#[test]
fn the_program_does_not_start_with_a_view_that_the_policy_does_not_permit() {
    let narrower = policy_with(|text| {
        let from = "warehouse = [\"D2\", \"D3\", \"D6\", \"D9.orders\", \"D9.parcels\"]";
        text.replace(from, "warehouse = [\"D2\", \"D3\", \"D9.orders\", \"D9.parcels\"]")
    });
    let differences = RunningPolicy::start(narrower, &crate::house::views(&[])).err().unwrap();
    let said: Vec<String> = differences.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 1, "{said:?}");
    for word in ["ParcelLabel", "phone", "shipment", "policy/2026-11-22.toml:", "D6.phone"] {
        assert!(said[0].contains(word), "{word} in {}", said[0]);
    }
}

#[test]
fn many_are_opened_in_order_of_id_and_whoever_may_not_be_is_left_out() {
    each(&[], |bench, _| {
        let all: Vec<_> = (0..150).map(|n| settle(&bench.db, n, &format!("_{n}"))).collect();
        let stopped = all[70];
        act(&bench.db, move |tx| privacy::choices::stop_all(tx, stopped, true).map(|_| ()))
            .unwrap();
        let empty = member(200);
        act(&bench.db, move |tx| privacy::register(tx, empty)).unwrap();
        let mut asked = all.clone();
        asked.extend([empty, member(201), all[0]]);
        asked.reverse();
        let opened =
            act(&bench.db, move |tx| tx.open_many::<CustomsForm>(&warehouse(), &asked)).unwrap();
        let mut want = all.clone();
        want.retain(|m| *m != stopped);
        assert_eq!(opened.iter().map(|(m, _)| *m).collect::<Vec<_>>(), want);
        assert_eq!(opened[3].1.address.show().city.as_str(), "City_3");
        let acts = act(&bench.db, move |tx| acts_on(tx, all[3], None, 10)).unwrap();
        assert_eq!((acts.len(), acts[0].people), (1, 149));
        let acts = act(&bench.db, move |tx| acts_on(tx, stopped, None, 10)).unwrap();
        assert_eq!(acts.iter().map(|a| a.kind.word()).collect::<Vec<_>>(), ["stopped"]);
    });
}

#[test]
fn cards_and_endless_texts_are_not_taken() {
    each(&[], |bench, _| {
        let who = member(1);
        act(&bench.db, move |tx| privacy::register(tx, who)).unwrap();
        let set = |lines: String| {
            act(&bench.db, move |tx| {
                let mut to = delivery("", "JP");
                to.address = Address { lines: lines.as_str().into(), ..to.address };
                set_delivery(tx, who, &to)
            })
        };
        let table = [
            ("1-2-3 Mihon".to_owned(), "ok"),
            ("4242 4242 4242 4242".to_owned(), "privacy.card_number"),
            ("x".repeat(401), "privacy.too_long"),
            (String::new(), "privacy.empty"),
        ];
        for (lines, want) in table {
            assert_eq!(set(lines).map_or_else(|no| no.code(), |()| "ok"), want);
        }
    });
}

#[test]
fn an_address_under_a_new_key_opens_as_before() {
    each(&[], |bench, _| {
        let who = settle(&bench.db, 1, "_one");
        let moved =
            act(&bench.db, move |tx| privacy::rotate(tx, who, policy::RetentionClass::Account));
        assert_eq!(moved.unwrap(), 5);
        assert_eq!(privacy::erase::carry_out(&bench.db).unwrap(), 1);
        let found = act(&bench.db, move |tx| find_by_email(tx, "MAIL_ONE@example.test")).unwrap();
        assert_eq!(found, Some(who));
        let label = act(&bench.db, move |tx| tx.open::<ParcelLabel>(&warehouse(), who)).unwrap();
        assert_eq!(label.address.show().region.as_str(), "Region_one");
    });
}

#[test]
fn whatever_a_view_needs_and_the_policy_loses_stops_the_start_and_is_named() {
    let all = crate::house::views(&[]);
    let refused = |policy: policy::Policy, words: &[&str]| {
        let differences = RunningPolicy::start(policy, &all).err();
        let said: Vec<String> =
            differences.unwrap_or_default().iter().map(ToString::to_string).collect();
        let named = |line: &&String| words.iter().all(|word| line.contains(word));
        assert!(said.iter().any(|line| named(&line)), "{words:?}: {said:?}");
        assert!(said.iter().all(|line| line.starts_with("policy/2026-11-22.toml:")), "{said:?}");
    };
    let whole = crate::house::policy();
    let mut walked = 0;
    for view in &all {
        let purpose = view.purpose;
        for field in view.fields.iter() {
            let words = [view.name, field.code(), purpose.code()];
            let mut less = whole.clone();
            let facts = less.purposes.get_mut(&purpose).unwrap();
            facts.fields = facts.fields.without(field);
            refused(less, &words);
            for role in view.roles.iter() {
                let mut less = whole.clone();
                let may = &mut less.purposes.get_mut(&purpose).unwrap().may;
                let fields = may.get_mut(&role).unwrap();
                *fields = fields.without(field);
                refused(less, &[&words[..], &[role.code()]].concat());
                walked += 1;
            }
            for at in 0..whole.recipients.len() {
                let to = &whole.recipients[at];
                if view.recipients.has(to.kind) && to.purposes.has(purpose) {
                    let mut less = whole.clone();
                    less.recipients[at].gives = to.gives.without(field);
                    refused(less, &[&words[..], &[&to.code]].concat());
                    walked += 1;
                }
            }
        }
        let mut stopped = whole.clone();
        stopped.purposes.get_mut(&purpose).unwrap().stopped = true;
        refused(stopped, &[view.name, purpose.code(), "stopped"]);
        let mut gone = whole.clone();
        let _ = gone.purposes.remove(&purpose).unwrap();
        refused(gone, &[view.name, purpose.code()]);
    }
    assert!(walked > 60, "{walked}");
}
