//! Every SQL text of this room, named after the question it answers.

/// How many people the texts with long lists take.
pub(crate) const AT_ONCE: usize = 64;
/// How many rows `NEW_POINTERS` and `NEW_LEAVES` write.
pub(crate) const PERSONS_AT_ONCE: usize = 32;

db::sql! {
    NEW_PERSON = "INSERT INTO person (member, choices, duties, since) VALUES ($1, '', '', $2)";
    PERSON = "SELECT member, laws, choices, duties, stopped_at, erased_at, origin FROM person WHERE member = $1";
    PERSONS = "SELECT member, laws, choices, duties, stopped_at, erased_at, origin FROM person WHERE member IN (
        $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
        $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35,
        $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51, $52,
        $53, $54, $55, $56, $57, $58, $59, $60, $61, $62, $63, $64)";
    SET_LAWS = "UPDATE person SET laws = $1 WHERE member = $2";
    UNDER_EVERY_LAW = "UPDATE person SET laws = NULL WHERE laws IS NOT NULL";
    SET_CHOICES = "UPDATE person SET choices = $1 WHERE member = $2";
    SET_STOPPED = "UPDATE person SET stopped_at = $1 WHERE member = $2";
    SET_ERASED = "UPDATE person SET erased_at = $1, duties = $2, choices = '', laws = NULL WHERE member = $3";
    SET_DUTIES = "UPDATE person SET duties = $1 WHERE member = $2";
    PEOPLE_AFTER = "SELECT member FROM person WHERE member > $1 ORDER BY member LIMIT $2";

    KEY_SLOT = "SELECT slot FROM vault_key WHERE member = $1 AND class = $2";
    NEW_KEY = "INSERT INTO vault_key (member, class, slot, made_at) VALUES ($1, $2, $3, $4)";
    MOVE_KEY = "UPDATE vault_key SET slot = $1, made_at = $2 WHERE member = $3 AND class = $4";
    KEYS_OF = "SELECT class, slot FROM vault_key WHERE member = $1 ORDER BY class";
    KEYS_AFTER = "SELECT member, class, slot FROM vault_key WHERE slot > $1 ORDER BY slot LIMIT $2";
    KEY_IN_SLOT = "SELECT member, class FROM vault_key WHERE slot = $1";
    LAST_SLOT = "SELECT CAST(COALESCE(MAX(slot), -1) AS BIGINT) FROM vault_key";
    DROP_KEY = "DELETE FROM vault_key WHERE member = $1 AND class = $2";
    DOOM = "INSERT INTO key_doom (slot, class, doomed_at) VALUES ($1, $2, $3) ON CONFLICT (slot) DO NOTHING";
    DOOMED = "SELECT slot FROM key_doom ORDER BY slot LIMIT $1";
    UNDOOM = "DELETE FROM key_doom WHERE slot = $1";

    KEEP = "INSERT INTO vault_field (member, class, item, place, slot, sealed, set_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (member, class, item, place) DO UPDATE
        SET slot = excluded.slot, sealed = excluded.sealed, set_at = excluded.set_at";
    PIECES = "SELECT member, item, place, slot, sealed FROM vault_field
        WHERE member = $1 AND class = $2 ORDER BY item, place";
    PIECES_BUT = "SELECT member, item, place, slot, sealed FROM vault_field
        WHERE member = $1 AND class = $2 AND item <> $3 ORDER BY item, place";
    PLACES = "SELECT class, place FROM vault_field WHERE member = $1 AND item = $2 ORDER BY class, place";
    PIECE_AT = "SELECT member, item, place, slot, sealed FROM vault_field
        WHERE member = $1 AND class = $2 AND item = $3 AND place = $4";
    PIECES_AT = "SELECT member, item, place, slot, sealed FROM vault_field
        WHERE member = $1 AND class = $2 AND place = $3 ORDER BY item";
    PERSON_WITH_PIECES = "SELECT p.laws, p.choices, p.duties, p.stopped_at, p.erased_at,
            p.origin, f.item, f.slot, f.sealed
        FROM person p
        LEFT JOIN vault_field f ON f.member = p.member AND f.class = $1 AND f.place = $2
        WHERE p.member = $3 ORDER BY f.item";
    PIECES_OF_MANY = "SELECT member, item, place, slot, sealed FROM vault_field
        WHERE class = $1 AND place = '' AND member IN (
        $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
        $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36,
        $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51, $52, $53,
        $54, $55, $56, $57, $58, $59, $60, $61, $62, $63, $64, $65)";
    PIECES_OF_ITEM = "SELECT member, item, place, slot, sealed FROM vault_field
        WHERE class = $1 AND item = $2 AND place = '' AND member IN (
        $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
        $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37,
        $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51, $52, $53, $54,
        $55, $56, $57, $58, $59, $60, $61, $62, $63, $64, $65, $66)";
    RESEAL = "UPDATE vault_field SET slot = $1, sealed = $2
        WHERE member = $3 AND class = $4 AND item = $5 AND place = $6";
    DISCARD = "DELETE FROM vault_field WHERE member = $1 AND class = $2 AND item = $3 AND place = $4";
    DISCARD_PLACE = "DELETE FROM vault_field WHERE member = $1 AND class = $2 AND place = $3";
    DISCARD_CLASS = "DELETE FROM vault_field WHERE member = $1 AND class = $2";
    PLACES_LEFT = "SELECT CAST(COUNT(*) AS BIGINT) FROM vault_field WHERE member = $1 AND class = $2";

    NEW_ADDRESS = "INSERT INTO address (id, member, made_at, default_at) VALUES ($1, $2, $3, $4)";
    ADDRESSES = "SELECT id, made_at, default_at FROM address WHERE member = $1 ORDER BY id";
    ADDRESS = "SELECT id, made_at, default_at FROM address WHERE id = $1 AND member = $2";
    DEFAULT_ADDRESS = "SELECT id, made_at, default_at FROM address
        WHERE member = $1 AND default_at IS NOT NULL";
    SET_DEFAULT = "UPDATE address SET default_at = $1 WHERE id = $2 AND member = $3";
    DROP_ADDRESS = "DELETE FROM address WHERE id = $1 AND member = $2";
    DROP_ADDRESSES = "DELETE FROM address WHERE member = $1";

    INDEX = "INSERT INTO vault_index (kind, tag, member) VALUES ($1, $2, $3)
        ON CONFLICT (kind, tag) DO NOTHING RETURNING member";
    FIND = "SELECT member FROM vault_index WHERE kind = $1 AND tag = $2";
    UNINDEX_TAG = "DELETE FROM vault_index WHERE kind = $1 AND tag = $2 AND member = $3";
    UNINDEX_KIND = "DELETE FROM vault_index WHERE member = $1 AND kind = $2";
    UNINDEX = "DELETE FROM vault_index WHERE member = $1";

    NEW_ENTRY = "INSERT INTO log_entry (id, kind, noted_at, member, persons, body) VALUES ($1, $2, $3, $4, $5, $6)";
    NEW_PENDING = "INSERT INTO log_pending (entry, leaf) VALUES ($1, $2)";

    LAST_CHUNK = "SELECT chunk, pointers FROM log_chunk ORDER BY chunk DESC LIMIT 1";
    CHUNK_GROWS = "INSERT INTO log_chunk (chunk, pointers) VALUES ($1, $2)
        ON CONFLICT (chunk) DO UPDATE SET pointers = log_chunk.pointers + excluded.pointers";
    NEW_POINTER = "INSERT INTO log_pointer (chunk, member, place) VALUES ($1, $2, $3)
        ON CONFLICT (chunk, member, place) DO NOTHING";
    NEW_POINTERS = "INSERT INTO log_pointer (chunk, member, place) VALUES
        ($1, $2, $3), ($1, $4, $5), ($1, $6, $7), ($1, $8, $9), ($1, $10, $11), ($1, $12, $13),
        ($1, $14, $15), ($1, $16, $17), ($1, $18, $19), ($1, $20, $21), ($1, $22, $23),
        ($1, $24, $25), ($1, $26, $27), ($1, $28, $29), ($1, $30, $31), ($1, $32, $33),
        ($1, $34, $35), ($1, $36, $37), ($1, $38, $39), ($1, $40, $41), ($1, $42, $43),
        ($1, $44, $45), ($1, $46, $47), ($1, $48, $49), ($1, $50, $51), ($1, $52, $53),
        ($1, $54, $55), ($1, $56, $57), ($1, $58, $59), ($1, $60, $61), ($1, $62, $63),
        ($1, $64, $65)
        ON CONFLICT (chunk, member, place) DO NOTHING";

    PENDING = "SELECT p.entry, p.leaf, e.member, e.persons FROM log_pending p JOIN log_entry e ON e.id = p.entry
        ORDER BY p.entry LIMIT $1";
    PENDING_DONE = "DELETE FROM log_pending WHERE entry <= $1";
    PENDING_COUNT = "SELECT CAST(COUNT(*) AS BIGINT) FROM log_pending";
    LOG_SIZE = "SELECT CAST(COALESCE(MAX(place), -1) + 1 AS BIGINT) FROM log_leaf";
    NEW_LEAF = "INSERT INTO log_leaf (place, entry, leaf) VALUES ($1, $2, $3)";
    NEW_LEAVES = "INSERT INTO log_leaf (place, entry, leaf) VALUES
        ($1, $2, $3), ($4, $5, $6), ($7, $8, $9), ($10, $11, $12), ($13, $14, $15), ($16, $17,
        $18), ($19, $20, $21), ($22, $23, $24), ($25, $26, $27), ($28, $29, $30), ($31, $32,
        $33), ($34, $35, $36), ($37, $38, $39), ($40, $41, $42), ($43, $44, $45), ($46, $47,
        $48), ($49, $50, $51), ($52, $53, $54), ($55, $56, $57), ($58, $59, $60), ($61, $62,
        $63), ($64, $65, $66), ($67, $68, $69), ($70, $71, $72), ($73, $74, $75), ($76, $77,
        $78), ($79, $80, $81), ($82, $83, $84), ($85, $86, $87), ($88, $89, $90), ($91, $92,
        $93), ($94, $95, $96)";
    LEAVES_AT = "SELECT leaf FROM log_leaf WHERE place >= $1 AND place < $2 ORDER BY place";
    LEAF_OF = "SELECT place FROM log_leaf WHERE entry = $1";
    NEW_NODE = "INSERT INTO log_node (level, place, hash) VALUES ($1, $2, $3)";
    NODE = "SELECT hash FROM log_node WHERE level = $1 AND place = $2";
    NEW_CHECKPOINT = "INSERT INTO log_checkpoint (size, signed_at, note) VALUES ($1, $2, $3)";
    LATEST_CHECKPOINT = "SELECT note FROM log_checkpoint ORDER BY size DESC LIMIT 1";
    CHECKPOINTS = "SELECT size, signed_at, note FROM log_checkpoint
        WHERE size > $1 AND size <= $2 ORDER BY size LIMIT $3";
    THIN_CHECKPOINTS = "DELETE FROM log_checkpoint WHERE signed_at >= $1 AND signed_at < $2
          AND EXISTS (SELECT 1 FROM log_checkpoint n WHERE n.size > log_checkpoint.size
              AND n.signed_at >= log_checkpoint.signed_at
              AND n.signed_at < (log_checkpoint.signed_at / 3600000000 + 1) * 3600000000)";
    ENTRY = "SELECT member, persons, body FROM log_entry WHERE id = $1";
    LEAVES_FROM = "SELECT l.place, l.entry, l.leaf, e.kind, e.noted_at, e.member, e.persons, e.body
        FROM log_leaf l LEFT JOIN log_entry e ON e.id = l.entry
        WHERE l.place >= $1 ORDER BY l.place LIMIT $2";
    POINTS_AT = "SELECT CAST(COUNT(*) AS BIGINT) FROM log_pointer
        WHERE place = $1 AND member = $2
          AND chunk = (SELECT MAX(chunk) FROM log_chunk WHERE chunk <= $1)";
    POINTERS = "SELECT CAST(COUNT(*) AS BIGINT) FROM log_pointer";
    STRAYS = "SELECT CAST(COUNT(*) AS BIGINT) FROM log_entry e
        WHERE NOT EXISTS (SELECT 1 FROM log_leaf l WHERE l.entry = e.id)
          AND NOT EXISTS (SELECT 1 FROM log_pending p WHERE p.entry = e.id)";

    CHOICES_WITHOUT_ENTRY = "SELECT c.id FROM choice_made c
        WHERE NOT EXISTS (SELECT 1 FROM log_entry e WHERE e.id = c.id AND e.kind = 'chosen')
        ORDER BY c.id LIMIT 100";
    GIVEN_WITHOUT_ENTRY = "SELECT d.id FROM disclosure d
        WHERE NOT EXISTS (SELECT 1 FROM log_entry e WHERE e.id = d.entry AND e.kind IN ('disclosed', 'received'))
        ORDER BY d.id LIMIT 100";
    STANDING_WAITS = "SELECT e.kind, e.noted_at, e.member, e.body
        FROM log_pending p CROSS JOIN log_entry e
        WHERE e.id = p.entry AND e.kind IN ('chosen', 'stopped', 'destroyed', 'erased') ORDER BY p.entry";
    PERSONS_AFTER = "SELECT member, laws, choices, duties, stopped_at, erased_at, origin FROM person
        WHERE member > $1 ORDER BY member LIMIT $2";

    NEW_CHOICE = "INSERT INTO choice_made
        (id, member, choice, kind, turned_on, made_at, shown, policy, means)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    SUPERSEDE = "UPDATE choice_made SET superseded_at = $1
        WHERE member = $2 AND choice = $3 AND superseded_at IS NULL";
    SUPERSEDE_ALL = "UPDATE choice_made SET superseded_at = $1 WHERE member = $2 AND superseded_at IS NULL";
    CHOICE_ROW = "SELECT member, choice, kind, turned_on, shown FROM choice_made WHERE id = $1";
    CHOICES_OF = "SELECT id, choice, kind, turned_on, made_at, shown, policy, means
        FROM choice_made WHERE member = $1 ORDER BY id";
    LATEST_CONSENT = "SELECT id, made_at FROM choice_made
        WHERE member = $1 AND choice = $2 AND turned_on = 1
          AND NOT EXISTS (SELECT 1 FROM policy_version v WHERE v.hash = choice_made.policy
              AND NOT EXISTS (SELECT 1 FROM policy_adopted a WHERE a.hash = v.hash))
        ORDER BY id DESC LIMIT 1";
    NEW_CHOICE_TEXT = "INSERT INTO choice_text (hash, lang, words) VALUES ($1, $2, $3)
        ON CONFLICT (hash) DO NOTHING";
    CHOICE_TEXT = "SELECT lang, words FROM choice_text WHERE hash = $1";
    DROP_CHOICE = "DELETE FROM choice_made WHERE id = $1";

    NEW_DISCLOSURE = "INSERT INTO disclosure (id, member, entry, recipient, route, given_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    DISCLOSED_BY = "SELECT member, recipient, route FROM disclosure WHERE entry = $1 ORDER BY member";
    GIVEN_SINCE = "SELECT e.body FROM disclosure d JOIN log_entry e ON e.id = d.entry
        WHERE d.member = $1 AND d.recipient = $2 AND d.given_at >= $3 ORDER BY d.id DESC";
    DISCLOSURES_OF = "SELECT id, entry, recipient, route, given_at FROM disclosure
        WHERE member = $1
          AND NOT EXISTS (SELECT 1 FROM hush h WHERE h.member = disclosure.member AND h.thing = disclosure.entry)
        ORDER BY id DESC LIMIT $2";
    DROP_DISCLOSURE = "DELETE FROM disclosure WHERE id = $1";

    START_CLOCK = "INSERT INTO retention_clock (member, class, place, started_at, due_at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (member, class, place) DO UPDATE
        SET started_at = excluded.started_at, due_at = excluded.due_at";
    STOP_CLOCK = "DELETE FROM retention_clock WHERE member = $1 AND class = $2 AND place = $3";
    STOP_CLOCKS = "DELETE FROM retention_clock WHERE member = $1 AND class = $2";
    SET_DUE = "UPDATE retention_clock SET due_at = $1 WHERE member = $2 AND class = $3 AND place = $4";
    CLOCKS_AFTER = "SELECT member, class, place, started_at, due_at FROM retention_clock
        WHERE (member, class, place) > ($1, $2, $3) ORDER BY member, class, place LIMIT $4";
    DUE = "SELECT member, class, place, started_at, due_at FROM retention_clock
        WHERE due_at <= $1 ORDER BY due_at, member, class, place LIMIT $2";
    CLOCKS_OF = "SELECT class, place, started_at, due_at FROM retention_clock
        WHERE member = $1
          AND NOT EXISTS (SELECT 1 FROM hush h WHERE h.member = retention_clock.member AND h.thing = retention_clock.place)
        ORDER BY due_at, class, place";
    OLD_ENTRIES = "SELECT e.id, l.place FROM log_entry e JOIN log_leaf l ON l.entry = e.id
        WHERE e.id < $1 AND e.kind = $2 AND e.noted_at < $3
          AND NOT EXISTS (SELECT 1 FROM disclosure d WHERE d.entry = e.id)
          AND NOT (e.kind = 'stopped' AND EXISTS (SELECT 1 FROM person p
              WHERE p.member = e.member AND p.stopped_at = e.noted_at))
        ORDER BY e.id LIMIT $4";
    OLD_CHOICES = "SELECT c.id, l.place FROM choice_made c JOIN log_leaf l ON l.entry = c.id
        WHERE c.superseded_at < $1 ORDER BY c.superseded_at, c.id LIMIT $2";
    LEAF_ALONE = "UPDATE log_leaf SET entry = $1 WHERE place = $2";
    DROP_ENTRY = "DELETE FROM log_entry WHERE id = $1";
    DROP_POINTER = "DELETE FROM log_pointer
        WHERE place = $1 AND member = $2
          AND chunk = (SELECT MAX(chunk) FROM log_chunk WHERE chunk <= $1)";
    DROP_EMPTY_CHUNKS = "DELETE FROM log_chunk
        WHERE chunk < (SELECT MAX(chunk) FROM log_chunk)
          AND NOT EXISTS (SELECT 1 FROM log_pointer p WHERE p.chunk = log_chunk.chunk)";

    ABOUT_WAITING = "SELECT e.id, e.kind, e.noted_at, e.body, e.persons
        FROM log_pending p CROSS JOIN log_entry e
        WHERE e.id = p.entry AND (e.member = $1 OR e.persons IS NOT NULL) AND p.entry < $2
          AND NOT EXISTS (SELECT 1 FROM hush h WHERE h.member = $1 AND h.thing = p.entry) ORDER BY p.entry DESC";
    ABOUT = "SELECT e.id, e.kind, e.noted_at, e.body, CAST(NULL AS BYTEA)
        FROM log_chunk c
        CROSS JOIN log_pointer p
        JOIN log_leaf l ON l.place = p.place
        JOIN log_entry e ON e.id = l.entry
        WHERE c.chunk < $1 AND p.chunk = c.chunk AND p.member = $2 AND p.place < $1
          AND NOT EXISTS (SELECT 1 FROM hush h WHERE h.member = p.member AND h.thing = l.entry)
        ORDER BY c.chunk DESC, p.place DESC LIMIT $3";

    ADOPTED = "INSERT INTO policy_adopted (hash, version, effective_at, adopted_at)
        VALUES ($1, $2, $3, $4) ON CONFLICT (hash) DO NOTHING RETURNING hash";
    ALL_ADOPTED = "SELECT a.hash, a.version, t.lines
        FROM policy_adopted a JOIN policy_text t ON t.hash = a.hash
        ORDER BY a.adopted_at, a.effective_at, a.hash";
    POLICY_TEXT = "INSERT INTO policy_text (hash, version, noted_at, lines) VALUES ($1, $2, $3, $4)
        ON CONFLICT (hash) DO NOTHING";
    STOP = "INSERT INTO privacy_stop (kind, code, stopped_at, staff) VALUES ($1, $2, $3, $4)
        ON CONFLICT (kind, code) WHERE lifted_at IS NULL DO NOTHING";
    STOPS = "SELECT kind, code, stopped_at, staff FROM privacy_stop
        WHERE lifted_at IS NULL ORDER BY kind, code";
    LIFT = "UPDATE privacy_stop SET lifted_at = $1, lifted_by = $2
        WHERE kind = $3 AND code = $4 AND lifted_at IS NULL";

    NEW_TASK = "INSERT INTO privacy_task (id, what, asked_at, staff, after_slot, until_slot, done)
        VALUES ($1, $2, $3, $4, -1, $5, 0) ON CONFLICT (what) WHERE ended_at IS NULL DO NOTHING";
    NEXT_TASK = "SELECT id, what, asked_at, staff, after_slot, until_slot, done, ended_at, found
        FROM privacy_task WHERE ended_at IS NULL ORDER BY asked_at, id LIMIT 1";
    TASKS = "SELECT id, what, asked_at, staff, after_slot, until_slot, done, ended_at, found
        FROM privacy_task ORDER BY asked_at DESC, id DESC LIMIT $1";
    TASK_GOES_ON = "UPDATE privacy_task SET after_slot = $1, done = $2 WHERE id = $3";
    END_TASK = "UPDATE privacy_task SET ended_at = $1, found = $2 WHERE id = $3";
}
