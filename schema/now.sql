-- Today's schema, as each engine tells it after all migrations. Written by the test of
-- app/tests/schema.rs when DAIKO_WRITE_SCHEMA=1; never edited, never run.

CREATE TABLE address (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    default_at BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX ON address (member, id);
CREATE UNIQUE INDEX ON address (member) WHERE …;
CREATE TABLE api_answer (
    member TEXT NOT NULL,
    key_hash BYTEA NOT NULL,
    asked_hash BYTEA NOT NULL,
    body TEXT NOT NULL,
    ends_at BIGINT NOT NULL,
    PRIMARY KEY (member, key_hash)
);
CREATE INDEX ON api_answer (ends_at);
CREATE TABLE api_token (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    token_hash BYTEA NOT NULL,
    label TEXT NOT NULL,
    scopes TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX ON api_token (member, id);
CREATE UNIQUE INDEX ON api_token (token_hash);
CREATE TABLE approval (
    id TEXT NOT NULL,
    what TEXT NOT NULL,
    subject TEXT NOT NULL,
    why TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    answer TEXT,
    answered_by TEXT,
    answered_at BIGINT,
    done_at BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX ON approval (ends_at) WHERE …;
CREATE INDEX ON approval (what, subject);
CREATE TABLE bid (
    id TEXT NOT NULL,
    lot TEXT NOT NULL,
    member TEXT NOT NULL,
    ask TEXT NOT NULL,
    mode TEXT NOT NULL,
    ceiling_yen BIGINT NOT NULL,
    lead_us BIGINT NOT NULL,
    bid_group TEXT,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    planned_at BIGINT,
    hold_key TEXT,
    holds BIGINT NOT NULL,
    sent_yen BIGINT NOT NULL,
    warned_yen BIGINT,
    events BIGINT NOT NULL,
    placed_at BIGINT NOT NULL,
    if_offered TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX ON bid (bid_group) WHERE …;
CREATE INDEX ON bid (lot, id);
CREATE UNIQUE INDEX ON bid (member, ask);
CREATE TABLE bid_attempt (
    id TEXT NOT NULL,
    bid TEXT NOT NULL,
    lot TEXT NOT NULL,
    account TEXT NOT NULL,
    amount_yen BIGINT NOT NULL,
    mode TEXT NOT NULL,
    planned_at BIGINT NOT NULL,
    intended_at BIGINT NOT NULL,
    sent_at BIGINT,
    answered_at BIGINT,
    price_seen_yen BIGINT,
    outcome TEXT NOT NULL,
    code TEXT,
    sentence TEXT,
    market_bid TEXT,
    is_leading BIGINT,
    tries BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ON bid_attempt (bid, id);
CREATE INDEX ON bid_attempt (intended_at) WHERE …;
CREATE INDEX ON bid_attempt (lot) WHERE …;
CREATE TABLE bid_event (
    bid TEXT NOT NULL,
    n BIGINT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    actor TEXT NOT NULL,
    yen BIGINT,
    at BIGINT NOT NULL,
    PRIMARY KEY (bid, n)
);
CREATE TABLE bid_group (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    name TEXT NOT NULL,
    wanted BIGINT NOT NULL,
    hold_key TEXT,
    holds BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    closed_at BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX ON bid_group (member, id);
CREATE TABLE bid_offer (
    id TEXT NOT NULL,
    bid TEXT NOT NULL,
    lot TEXT NOT NULL,
    member TEXT NOT NULL,
    market_order TEXT NOT NULL,
    account TEXT NOT NULL,
    price_yen BIGINT NOT NULL,
    shipping_yen BIGINT,
    total_yen BIGINT NOT NULL,
    state TEXT NOT NULL,
    offered_at BIGINT NOT NULL,
    answer_by BIGINT,
    decided_at BIGINT,
    decided_by TEXT,
    sent_at BIGINT,
    answered_at BIGINT,
    tries BIGINT NOT NULL,
    code TEXT,
    sentence TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX ON bid_offer (bid, id);
CREATE INDEX ON bid_offer (member, id);
CREATE UNIQUE INDEX ON bid_offer (lot, market_order);
CREATE TABLE cart_line (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    market TEXT NOT NULL,
    item TEXT NOT NULL,
    title TEXT NOT NULL,
    each_yen BIGINT NOT NULL,
    shipping_yen BIGINT,
    quantity BIGINT NOT NULL,
    put_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX ON cart_line (member, market, item);
CREATE TABLE ceremony (
    id TEXT NOT NULL,
    what TEXT NOT NULL,
    browser BYTEA NOT NULL,
    person TEXT,
    body TEXT NOT NULL,
    ends_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ON ceremony (ends_at);
CREATE TABLE choice_made (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    choice TEXT NOT NULL,
    kind TEXT NOT NULL,
    turned_on BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    shown TEXT NOT NULL,
    policy TEXT NOT NULL,
    means TEXT NOT NULL,
    superseded_at BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX ON choice_made (member, id);
CREATE INDEX ON choice_made (superseded_at, id) WHERE …;
CREATE TABLE choice_text (
    hash TEXT NOT NULL,
    lang TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (hash)
);
CREATE TABLE currency_choice (
    member TEXT NOT NULL,
    currency TEXT NOT NULL,
    chosen_at BIGINT NOT NULL,
    PRIMARY KEY (member)
);
CREATE TABLE desk_task (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    quote TEXT NOT NULL,
    purchase TEXT,
    due_at BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    claimed_by TEXT,
    claimed_until BIGINT,
    outcome TEXT,
    done_by TEXT,
    done_at BIGINT,
    reason TEXT,
    each_yen BIGINT,
    shipping_yen BIGINT,
    shop_order TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX ON desk_task (done_at) WHERE …;
CREATE INDEX ON desk_task (due_at, id) WHERE …;
CREATE INDEX ON desk_task (quote);
CREATE UNIQUE INDEX ON desk_task (purchase);
CREATE TABLE disclosure (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    entry TEXT NOT NULL,
    recipient TEXT NOT NULL,
    route TEXT NOT NULL,
    given_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ON disclosure (entry);
CREATE INDEX ON disclosure (member, id);
CREATE TABLE exchange_rate (
    currency TEXT NOT NULL,
    dated BIGINT NOT NULL,
    micro_yen BIGINT NOT NULL,
    source TEXT NOT NULL,
    entered_by TEXT NOT NULL,
    entered_at BIGINT NOT NULL,
    PRIMARY KEY (currency, dated)
);
CREATE TABLE export (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    from_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    why TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    answer TEXT,
    answered_by TEXT,
    answered_at BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX ON export (asked_at);
CREATE TABLE export_taking (
    export TEXT NOT NULL,
    begun_at BIGINT NOT NULL,
    ended_at BIGINT,
    given BIGINT,
    left_out BIGINT,
    PRIMARY KEY (export, begun_at)
);
CREATE TABLE half_session (
    token_hash BYTEA NOT NULL,
    kind TEXT NOT NULL,
    person TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    PRIMARY KEY (token_hash)
);
CREATE INDEX ON half_session (ends_at);
CREATE INDEX ON half_session (kind, person);
CREATE TABLE handover (
    id TEXT NOT NULL,
    way TEXT NOT NULL,
    party TEXT NOT NULL,
    ground TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    opened_by TEXT,
    begun_at BIGINT,
    done_at BIGINT,
    people BIGINT,
    policy TEXT,
    sign TEXT,
    PRIMARY KEY (id)
);
CREATE TABLE handover_person (
    handover TEXT NOT NULL,
    member TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (handover, member)
);
CREATE INDEX ON handover_person (member);
CREATE TABLE hush (
    member TEXT NOT NULL,
    thing TEXT NOT NULL,
    held_for TEXT NOT NULL,
    PRIMARY KEY (member, thing, held_for)
);
CREATE INDEX ON hush (held_for);
CREATE TABLE incident (
    id TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    steps BIGINT NOT NULL,
    telling_at BIGINT,
    public_at BIGINT,
    closed_at BIGINT,
    forget_at BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX ON incident (opened_at, id) WHERE …;
CREATE TABLE incident_alarm (
    incident TEXT NOT NULL,
    report TEXT NOT NULL,
    before_minutes BIGINT NOT NULL,
    rung_at BIGINT NOT NULL,
    seen_at BIGINT,
    seen_by TEXT,
    PRIMARY KEY (incident, report, before_minutes)
);
CREATE INDEX ON incident_alarm (incident) WHERE …;
CREATE TABLE incident_paper (
    incident TEXT NOT NULL,
    lang TEXT NOT NULL,
    n BIGINT NOT NULL,
    written_at BIGINT NOT NULL,
    author TEXT NOT NULL,
    PRIMARY KEY (incident, lang, n)
);
CREATE TABLE incident_person (
    incident TEXT NOT NULL,
    member TEXT NOT NULL,
    laws TEXT NOT NULL,
    is_sealed BIGINT NOT NULL,
    added_at BIGINT NOT NULL,
    left_at BIGINT,
    told_at BIGINT,
    letter TEXT,
    letter_at BIGINT,
    PRIMARY KEY (incident, member)
);
CREATE INDEX ON incident_person (incident, member) WHERE …;
CREATE INDEX ON incident_person (member, incident);
CREATE TABLE incident_reach (
    incident TEXT NOT NULL,
    n BIGINT NOT NULL,
    way TEXT NOT NULL,
    whom TEXT NOT NULL,
    from_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    dropped_n BIGINT,
    PRIMARY KEY (incident, n)
);
CREATE TABLE incident_report (
    incident TEXT NOT NULL,
    report TEXT NOT NULL,
    lang TEXT NOT NULL,
    paper BIGINT NOT NULL,
    sent_at BIGINT NOT NULL,
    author TEXT NOT NULL,
    PRIMARY KEY (incident, report)
);
CREATE TABLE incident_statement (
    incident TEXT NOT NULL,
    lang TEXT NOT NULL,
    words TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    author TEXT NOT NULL,
    PRIMARY KEY (incident, lang)
);
CREATE TABLE incident_step (
    incident TEXT NOT NULL,
    n BIGINT NOT NULL,
    at BIGINT NOT NULL,
    author TEXT NOT NULL,
    item TEXT NOT NULL,
    worth TEXT NOT NULL,
    PRIMARY KEY (incident, n)
);
CREATE TABLE inquiry (
    id TEXT NOT NULL,
    person TEXT NOT NULL,
    way TEXT NOT NULL,
    language TEXT NOT NULL,
    topic TEXT NOT NULL,
    order_id TEXT,
    opened_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    waits_since BIGINT,
    first_due_at BIGINT NOT NULL,
    first_answered_at BIGINT,
    resolve_due_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    assigned_to TEXT,
    assigned_at BIGINT,
    officer_at BIGINT,
    closed_at BIGINT,
    forget_at BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX ON inquiry (due_at, id) WHERE …;
CREATE INDEX ON inquiry (forget_at) WHERE …;
CREATE INDEX ON inquiry (person, id);
CREATE INDEX ON inquiry (way, opened_at);
CREATE TABLE inquiry_file (
    id TEXT NOT NULL,
    inquiry TEXT NOT NULL,
    message TEXT NOT NULL,
    kind TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ON inquiry_file (inquiry, id);
CREATE TABLE inquiry_letter (
    id TEXT NOT NULL,
    inquiry TEXT NOT NULL,
    what TEXT NOT NULL,
    state TEXT NOT NULL,
    put_at BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    ended_at BIGINT,
    answer TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX ON inquiry_letter (inquiry, id);
CREATE TABLE inquiry_message (
    id TEXT NOT NULL,
    inquiry TEXT NOT NULL,
    author TEXT NOT NULL,
    staff TEXT,
    written_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ON inquiry_message (inquiry, id);
CREATE TABLE inquiry_step (
    inquiry TEXT NOT NULL,
    n BIGINT NOT NULL,
    at BIGINT NOT NULL,
    event TEXT NOT NULL,
    author TEXT NOT NULL,
    PRIMARY KEY (inquiry, n)
);
CREATE TABLE job (
    id TEXT NOT NULL,
    lane TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT,
    body TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    rank BIGINT NOT NULL,
    leased_by TEXT,
    attempts BIGINT NOT NULL,
    last_error TEXT,
    dead_at BIGINT,
    created_at BIGINT NOT NULL,
    hands TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX ON job (dead_at, id) WHERE …;
CREATE INDEX ON job (lane, due_at, rank, id) WHERE …;
CREATE INDEX ON job (leased_by) WHERE …;
CREATE UNIQUE INDEX ON job (key) WHERE …;
CREATE TABLE job_worker (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    alive_until BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE key_doom (
    slot BIGINT NOT NULL,
    class TEXT NOT NULL,
    doomed_at BIGINT NOT NULL,
    PRIMARY KEY (slot)
);
CREATE TABLE known_browser (
    token_hash BYTEA NOT NULL,
    kind TEXT NOT NULL,
    person TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    PRIMARY KEY (token_hash)
);
CREATE INDEX ON known_browser (ends_at);
CREATE INDEX ON known_browser (kind, person, made_at);
CREATE TABLE ledger_account (
    id TEXT NOT NULL,
    yen BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE ledger_entry (
    id TEXT NOT NULL,
    key TEXT NOT NULL,
    reason TEXT NOT NULL,
    about TEXT NOT NULL,
    author TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE UNIQUE INDEX ON ledger_entry (key);
CREATE TABLE ledger_hold (
    key TEXT NOT NULL,
    member TEXT NOT NULL,
    yen BIGINT NOT NULL,
    changes BIGINT NOT NULL,
    about TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    closed_at BIGINT,
    PRIMARY KEY (key)
);
CREATE INDEX ON ledger_hold (member) WHERE …;
CREATE TABLE ledger_posting (
    entry TEXT NOT NULL,
    n BIGINT NOT NULL,
    account TEXT NOT NULL,
    yen BIGINT NOT NULL,
    balance_yen BIGINT,
    PRIMARY KEY (entry, n)
);
CREATE INDEX ON ledger_posting (account, entry);
CREATE TABLE letter (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    state TEXT NOT NULL,
    put_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    ended_at BIGINT,
    answer TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX ON letter (member, put_at);
CREATE TABLE letter_stop (
    member TEXT NOT NULL,
    letter TEXT NOT NULL,
    answer TEXT NOT NULL,
    stopped_at BIGINT NOT NULL,
    PRIMARY KEY (member)
);
CREATE TABLE linked_sign_in (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX ON linked_sign_in (member, made_at);
CREATE TABLE log_checkpoint (
    size BIGINT NOT NULL,
    signed_at BIGINT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (size)
);
CREATE INDEX ON log_checkpoint (signed_at);
CREATE TABLE log_chunk (
    chunk BIGINT NOT NULL,
    pointers BIGINT NOT NULL,
    PRIMARY KEY (chunk)
);
CREATE TABLE log_entry (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    noted_at BIGINT NOT NULL,
    member TEXT,
    persons BYTEA,
    body TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ON log_entry (kind, id);
CREATE TABLE log_leaf (
    place BIGINT NOT NULL,
    entry TEXT NOT NULL,
    leaf BYTEA NOT NULL,
    PRIMARY KEY (place)
);
CREATE UNIQUE INDEX ON log_leaf (entry);
CREATE TABLE log_node (
    level BIGINT NOT NULL,
    place BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (level, place)
);
CREATE TABLE log_pending (
    entry TEXT NOT NULL,
    leaf BYTEA NOT NULL,
    PRIMARY KEY (entry)
);
CREATE TABLE log_pointer (
    chunk BIGINT NOT NULL,
    member TEXT NOT NULL,
    place BIGINT NOT NULL,
    PRIMARY KEY (chunk, member, place)
);
CREATE TABLE lot (
    id TEXT NOT NULL,
    market TEXT NOT NULL,
    item TEXT NOT NULL,
    title TEXT NOT NULL,
    price_yen BIGINT NOT NULL,
    next_yen BIGINT NOT NULL,
    shipping_yen BIGINT,
    ends_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    is_leading BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    acted_at BIGINT NOT NULL,
    watch_at BIGINT,
    closed_at BIGINT,
    result TEXT,
    relisted_as TEXT,
    gone_at BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX ON lot (watch_at) WHERE …;
CREATE UNIQUE INDEX ON lot (market, item);
CREATE TABLE market_heard (
    market TEXT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (market)
);
CREATE TABLE market_set_aside (
    id TEXT NOT NULL,
    market TEXT NOT NULL,
    market_order TEXT NOT NULL,
    order_id TEXT,
    code TEXT NOT NULL,
    at BIGINT NOT NULL,
    done_at BIGINT,
    done_by TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX ON market_set_aside (at, id) WHERE …;
CREATE UNIQUE INDEX ON market_set_aside (market, market_order) WHERE …;
CREATE TABLE member (
    id TEXT NOT NULL,
    password TEXT NOT NULL,
    language TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    live_bids_most BIGINT,
    highest_bid_yen BIGINT,
    created_at BIGINT NOT NULL,
    closed_at BIGINT,
    proved_at BIGINT,
    limits_by TEXT,
    limits_at BIGINT,
    limits_why TEXT,
    PRIMARY KEY (id)
);
CREATE TABLE notice (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    yen BIGINT,
    told_at BIGINT NOT NULL,
    listed_at BIGINT,
    read_at BIGINT,
    letter TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX ON notice (about, kind);
CREATE INDEX ON notice (letter) WHERE …;
CREATE INDEX ON notice (member) WHERE …;
CREATE INDEX ON notice (member, id) WHERE …;
CREATE TABLE notice_choice (
    member TEXT NOT NULL,
    kind TEXT NOT NULL,
    channel TEXT NOT NULL,
    turned_on BIGINT NOT NULL,
    chosen_at BIGINT NOT NULL,
    PRIMARY KEY (member, kind, channel)
);
CREATE TABLE order_event (
    order_id TEXT NOT NULL,
    n BIGINT NOT NULL,
    at BIGINT NOT NULL,
    event TEXT NOT NULL,
    state TEXT NOT NULL,
    author TEXT NOT NULL,
    reason TEXT,
    note TEXT,
    PRIMARY KEY (order_id, n)
);
CREATE TABLE order_message (
    id TEXT NOT NULL,
    order_id TEXT NOT NULL,
    author TEXT,
    ask TEXT,
    words TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    state_at BIGINT NOT NULL,
    code TEXT,
    market_message TEXT,
    read_at BIGINT,
    read_by TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX ON order_message (order_id, written_at, id);
CREATE INDEX ON order_message (state_at, id) WHERE …;
CREATE INDEX ON order_message (written_at, id) WHERE …;
CREATE UNIQUE INDEX ON order_message (order_id, ask) WHERE …;
CREATE UNIQUE INDEX ON order_message (order_id, market_message) WHERE …;
CREATE TABLE order_note (
    id TEXT NOT NULL,
    order_id TEXT NOT NULL,
    author TEXT NOT NULL,
    at BIGINT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE orders (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    market TEXT NOT NULL,
    item TEXT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    reference TEXT NOT NULL,
    market_order TEXT,
    quantity BIGINT NOT NULL,
    price_yen BIGINT NOT NULL,
    shipping_yen BIGINT,
    fee_yen BIGINT NOT NULL,
    goods_yen BIGINT,
    seller_yen BIGINT,
    refund_yen BIGINT,
    state TEXT NOT NULL,
    held_from TEXT,
    reason TEXT,
    state_at BIGINT NOT NULL,
    steps BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    pay_by_at BIGINT,
    in_carrier TEXT,
    in_tracking TEXT,
    shelf TEXT,
    weight_g BIGINT,
    length_mm BIGINT,
    width_mm BIGINT,
    height_mm BIGINT,
    out_carrier TEXT,
    out_tracking TEXT,
    asked_yen BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX ON orders (in_tracking) WHERE …;
CREATE INDEX ON orders (market, item);
CREATE INDEX ON orders (market, market_order);
CREATE INDEX ON orders (member, id);
CREATE INDEX ON orders (state, state_at, id);
CREATE UNIQUE INDEX ON orders (market, reference);
CREATE TABLE origin (
    hash TEXT NOT NULL,
    house TEXT NOT NULL,
    version TEXT NOT NULL,
    noted_at BIGINT NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (hash)
);
CREATE TABLE origin_use (
    hash TEXT NOT NULL,
    purpose TEXT NOT NULL,
    party TEXT NOT NULL,
    fields TEXT NOT NULL,
    PRIMARY KEY (hash, purpose, party)
);
CREATE TABLE passkey (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    person TEXT NOT NULL,
    credential BYTEA NOT NULL,
    body TEXT NOT NULL,
    label TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    used_at BIGINT,
    doubted_at BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX ON passkey (kind, person, made_at);
CREATE UNIQUE INDEX ON passkey (credential);
CREATE TABLE payout_asked (
    member TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    asked_by TEXT NOT NULL,
    PRIMARY KEY (member)
);
CREATE TABLE person (
    member TEXT NOT NULL,
    laws TEXT,
    choices TEXT NOT NULL,
    duties TEXT NOT NULL,
    since BIGINT NOT NULL,
    stopped_at BIGINT,
    erased_at BIGINT,
    origin TEXT,
    PRIMARY KEY (member)
);
CREATE TABLE policy_adopted (
    hash TEXT NOT NULL,
    version TEXT NOT NULL,
    effective_at BIGINT NOT NULL,
    adopted_at BIGINT NOT NULL,
    PRIMARY KEY (hash)
);
CREATE TABLE policy_notice (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    what TEXT NOT NULL,
    told_at BIGINT NOT NULL,
    PRIMARY KEY (id, member, what)
);
CREATE INDEX ON policy_notice (member);
CREATE TABLE policy_source (
    id TEXT NOT NULL,
    part TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (id, part)
);
CREATE TABLE policy_text (
    hash TEXT NOT NULL,
    version TEXT NOT NULL,
    noted_at BIGINT NOT NULL,
    lines TEXT NOT NULL,
    PRIMARY KEY (hash)
);
CREATE TABLE policy_version (
    id TEXT NOT NULL,
    hash TEXT NOT NULL,
    version TEXT NOT NULL,
    effective_at BIGINT NOT NULL,
    drafted_at BIGINT NOT NULL,
    drafted_by TEXT,
    review_at BIGINT,
    review_by TEXT,
    announced_at BIGINT,
    announced_by TEXT,
    second_by TEXT,
    told_at BIGINT,
    ended_at BIGINT,
    ended_by TEXT,
    ended_told_at BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX ON policy_version (hash);
CREATE TABLE privacy_stop (
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    stopped_at BIGINT NOT NULL,
    staff TEXT NOT NULL,
    lifted_at BIGINT,
    lifted_by TEXT,
    PRIMARY KEY (kind, code, stopped_at)
);
CREATE UNIQUE INDEX ON privacy_stop (kind, code) WHERE …;
CREATE TABLE privacy_task (
    id TEXT NOT NULL,
    what TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    staff TEXT NOT NULL,
    after_slot BIGINT NOT NULL,
    until_slot BIGINT NOT NULL,
    done BIGINT NOT NULL,
    ended_at BIGINT,
    found TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX ON privacy_task (asked_at, id);
CREATE UNIQUE INDEX ON privacy_task (what) WHERE …;
CREATE TABLE proof (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    what TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    ended_at BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX ON proof (ends_at);
CREATE INDEX ON proof (member, what);
CREATE TABLE purchase (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    market TEXT NOT NULL,
    item TEXT NOT NULL,
    title TEXT NOT NULL,
    quantity BIGINT NOT NULL,
    each_yen BIGINT NOT NULL,
    shipping_yen BIGINT,
    fee_yen BIGINT NOT NULL,
    quote TEXT,
    state TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    sent_at BIGINT,
    lapses_at BIGINT,
    ended_at BIGINT,
    code TEXT,
    sentence TEXT,
    now_each_yen BIGINT,
    now_shipping_yen BIGINT,
    available BIGINT,
    order_id TEXT,
    followed_by TEXT,
    put_away_at BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX ON purchase (made_at, id) WHERE …;
CREATE INDEX ON purchase (member, id);
CREATE TABLE quote (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    shop TEXT NOT NULL,
    shop_item TEXT,
    url TEXT NOT NULL,
    words TEXT NOT NULL,
    options TEXT NOT NULL,
    quantity BIGINT NOT NULL,
    state TEXT NOT NULL,
    state_at BIGINT NOT NULL,
    steps BIGINT NOT NULL,
    asked_at BIGINT NOT NULL,
    title TEXT,
    each_yen BIGINT,
    shipping_yen BIGINT,
    expires_at BIGINT,
    reason TEXT,
    purchase TEXT,
    order_id TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX ON quote (member, id);
CREATE TABLE quote_event (
    quote TEXT NOT NULL,
    n BIGINT NOT NULL,
    at BIGINT NOT NULL,
    event TEXT NOT NULL,
    state TEXT NOT NULL,
    author TEXT NOT NULL,
    reason TEXT,
    PRIMARY KEY (quote, n)
);
CREATE TABLE recovery_code (
    person TEXT NOT NULL,
    hash BYTEA NOT NULL,
    made_at BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (person, hash)
);
CREATE TABLE retention_clock (
    member TEXT NOT NULL,
    class TEXT NOT NULL,
    place TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    PRIMARY KEY (member, class, place)
);
CREATE INDEX ON retention_clock (due_at);
CREATE TABLE rights_message (
    id TEXT NOT NULL,
    request TEXT NOT NULL,
    author TEXT NOT NULL,
    at BIGINT NOT NULL,
    parts BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ON rights_message (request, id);
CREATE TABLE rights_passing (
    request TEXT NOT NULL,
    party TEXT NOT NULL,
    intended_at BIGINT NOT NULL,
    given_at BIGINT,
    given_by TEXT,
    confirmed_at BIGINT,
    confirmed_by TEXT,
    sent_at BIGINT,
    answer TEXT,
    PRIMARY KEY (request, party)
);
CREATE INDEX ON rights_passing (intended_at) WHERE …;
CREATE TABLE rights_request (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    held_by TEXT NOT NULL,
    asker TEXT NOT NULL,
    agent TEXT,
    about TEXT NOT NULL,
    subject TEXT NOT NULL,
    state TEXT NOT NULL,
    laws TEXT NOT NULL,
    lang TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    proved_at BIGINT,
    proved_by TEXT,
    due_at BIGINT NOT NULL,
    longer_at BIGINT,
    alarms BIGINT NOT NULL,
    state_at BIGINT NOT NULL,
    steps BIGINT NOT NULL,
    grace_until BIGINT,
    ground TEXT,
    receipt TEXT,
    ended_at BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX ON rights_request (due_at, id) WHERE …;
CREATE INDEX ON rights_request (member, id);
CREATE INDEX ON rights_request (state, state_at, id) WHERE …;
CREATE TABLE rights_seen (
    request TEXT NOT NULL,
    kind TEXT NOT NULL,
    seen_at BIGINT NOT NULL,
    staff TEXT NOT NULL,
    PRIMARY KEY (request, kind)
);
CREATE TABLE rights_step (
    request TEXT NOT NULL,
    n BIGINT NOT NULL,
    at BIGINT NOT NULL,
    event TEXT NOT NULL,
    state TEXT NOT NULL,
    author TEXT NOT NULL,
    ground TEXT,
    PRIMARY KEY (request, n)
);
CREATE TABLE second_factor (
    person TEXT NOT NULL,
    id TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    last_step BIGINT NOT NULL,
    wrong BIGINT NOT NULL,
    wrong_at BIGINT NOT NULL,
    PRIMARY KEY (person)
);
CREATE TABLE session (
    id TEXT NOT NULL,
    token_hash BYTEA NOT NULL,
    kind TEXT NOT NULL,
    person TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    browser TEXT,
    system TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX ON session (ends_at);
CREATE INDEX ON session (kind, person, made_at);
CREATE UNIQUE INDEX ON session (token_hash);
CREATE TABLE sign_in_try (
    tag BYTEA NOT NULL,
    wrong BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    typed BYTEA,
    PRIMARY KEY (tag)
);
CREATE INDEX ON sign_in_try (last_at);
CREATE INDEX ON sign_in_try (typed);
CREATE TABLE staff (
    id TEXT NOT NULL,
    password TEXT NOT NULL,
    hired_at BIGINT NOT NULL,
    hired_by TEXT,
    left_at BIGINT,
    left_by TEXT,
    PRIMARY KEY (id)
);
CREATE TABLE staff_act (
    id TEXT NOT NULL,
    staff TEXT NOT NULL,
    what TEXT NOT NULL,
    about TEXT NOT NULL,
    said TEXT NOT NULL,
    done_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ON staff_act (about, id);
CREATE TABLE staff_role (
    staff TEXT NOT NULL,
    role TEXT NOT NULL,
    given_at BIGINT NOT NULL,
    given_by TEXT,
    taken_at BIGINT,
    taken_by TEXT,
    PRIMARY KEY (staff, role, given_at)
);
CREATE UNIQUE INDEX ON staff_role (staff, role) WHERE …;
CREATE TABLE unknown_arrival (
    id TEXT NOT NULL,
    tracking TEXT NOT NULL,
    words TEXT NOT NULL,
    arrived_at BIGINT NOT NULL,
    author TEXT NOT NULL,
    order_id TEXT,
    matched_at BIGINT,
    matched_by TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX ON unknown_arrival (arrived_at, id) WHERE …;
CREATE TABLE vault_field (
    member TEXT NOT NULL,
    class TEXT NOT NULL,
    item TEXT NOT NULL,
    place TEXT NOT NULL,
    slot BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    set_at BIGINT NOT NULL,
    PRIMARY KEY (member, class, item, place)
);
CREATE TABLE vault_index (
    kind TEXT NOT NULL,
    tag BYTEA NOT NULL,
    member TEXT NOT NULL,
    PRIMARY KEY (kind, tag)
);
CREATE INDEX ON vault_index (member);
CREATE TABLE vault_key (
    member TEXT NOT NULL,
    class TEXT NOT NULL,
    slot BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (member, class)
);
CREATE UNIQUE INDEX ON vault_key (slot);
CREATE TABLE warrant (
    id TEXT NOT NULL,
    authority TEXT NOT NULL,
    article TEXT NOT NULL,
    document TEXT NOT NULL,
    dated TEXT NOT NULL,
    asks TEXT NOT NULL,
    pieces TEXT NOT NULL,
    keep_until BIGINT NOT NULL,
    tell_at BIGINT,
    state TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    opened_by TEXT NOT NULL,
    ended_at BIGINT,
    ended_by TEXT,
    ground TEXT,
    file_until BIGINT,
    handed_at BIGINT,
    handed_by TEXT,
    told_at BIGINT,
    forget_at BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX ON warrant (file_until) WHERE …;
CREATE TABLE warrant_person (
    warrant TEXT NOT NULL,
    member TEXT NOT NULL,
    held TEXT,
    given_at BIGINT,
    told_at BIGINT,
    PRIMARY KEY (warrant, member)
);
CREATE INDEX ON warrant_person (member, warrant);
CREATE TABLE webhook (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    generation BIGINT NOT NULL,
    rotated_at BIGINT,
    made_at BIGINT NOT NULL,
    failing_at BIGINT,
    stopped_at BIGINT,
    stopped_why TEXT,
    removed_at BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX ON webhook (member, id);
CREATE TABLE webhook_delivery (
    id TEXT NOT NULL,
    webhook TEXT NOT NULL,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    yen BIGINT,
    told_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    tries BIGINT NOT NULL,
    tried_at BIGINT,
    answer BIGINT,
    why TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX ON webhook_delivery (webhook) WHERE …;
CREATE INDEX ON webhook_delivery (webhook, id);
CREATE TABLE webhook_kind (
    webhook TEXT NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (webhook, kind)
);
