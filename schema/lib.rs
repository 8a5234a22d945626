//! The schema of a house: one text for both engines, forward only.

/// A file of this folder: its number, its name, its text.
pub type Step = (i64, &'static str, &'static str);

/// Every migration, in order.
pub const STEPS: &[Step] = &[
    (1, "ledger", include_str!("0001_ledger.sql")),
    (2, "jobs", include_str!("0002_jobs.sql")),
    (3, "people", include_str!("0003_people.sql")),
    (4, "privacy", include_str!("0004_privacy.sql")),
    (5, "orders", include_str!("0005_orders.sql")),
    (6, "bidding", include_str!("0006_bidding.sql")),
    (7, "shopping", include_str!("0007_shopping.sql")),
    (8, "privacy_versions", include_str!("0008_privacy_versions.sql")),
    (9, "privacy_log", include_str!("0009_privacy_log.sql")),
    (10, "accounts", include_str!("0010_accounts.sql")),
    (11, "notices", include_str!("0011_notices.sql")),
    (12, "api", include_str!("0012_api.sql")),
    (13, "addresses", include_str!("0013_addresses.sql")),
    (14, "passkeys", include_str!("0014_passkeys.sql")),
    (15, "inquiries", include_str!("0015_inquiries.sql")),
    (16, "privacy_requests", include_str!("0016_privacy_requests.sql")),
    (17, "orders_asked", include_str!("0017_orders_asked.sql")),
    (18, "offers", include_str!("0018_offers.sql")),
    (19, "privacy_chunks", include_str!("0019_privacy_chunks.sql")),
    (20, "exports_browsers_rates", include_str!("0020_exports_browsers_rates.sql")),
    (21, "privacy_policy_versions", include_str!("0021_privacy_policy_versions.sql")),
    (22, "incidents", include_str!("0022_incidents.sql")),
    (23, "privacy_warrants", include_str!("0023_privacy_warrants.sql")),
    (24, "payouts", include_str!("0024_payouts.sql")),
    (25, "privacy_sweeps", include_str!("0025_privacy_sweeps.sql")),
    (26, "job_hands", include_str!("0026_job_hands.sql")),
    (27, "staff_acts", include_str!("0027_staff_acts.sql")),
    (28, "webhooks_waiting", include_str!("0028_webhooks_waiting.sql")),
    (29, "seller_messages", include_str!("0029_seller_messages.sql")),
];
