//! Every SQL text of this room, named after the question it answers.

/// How many people the texts with long lists take.
pub(crate) const AT_ONCE: usize = 64;
/// How many rows `NEW_PERSONS` writes.
pub(crate) const PERSONS_AT_ONCE: usize = 32;

db::sql! {
    NEW_PERSON = "INSERT INTO person (member, choices, duties, since) VALUES ($1, '', '', $2)";
    PERSON = "SELECT member, laws, choices, duties, stopped_at, erased_at FROM person WHERE member = $1";
    PERSONS = "SELECT member, laws, choices, duties, stopped_at, erased_at FROM person WHERE member IN (
        $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
        $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35,
        $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51, $52,
        $53, $54, $55, $56, $57, $58, $59, $60, $61, $62, $63, $64)";
    SET_LAWS = "UPDATE person SET laws = $1 WHERE member = $2";
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
    PIECES_AT = "SELECT member, item, place, slot, sealed FROM vault_field
        WHERE member = $1 AND class = $2 AND place = $3 ORDER BY item";
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
    RESEAL = "UPDATE vault_field SET slot = $5, sealed = $6
        WHERE member = $1 AND class = $2 AND item = $3 AND place = $4";
    DISCARD = "DELETE FROM vault_field WHERE member = $1 AND class = $2 AND item = $3 AND place = $4";
    DISCARD_PLACE = "DELETE FROM vault_field WHERE member = $1 AND class = $2 AND place = $3";
    DISCARD_CLASS = "DELETE FROM vault_field WHERE member = $1 AND class = $2";
    PLACES_LEFT = "SELECT CAST(COUNT(*) AS BIGINT) FROM vault_field WHERE member = $1 AND class = $2";

    INDEX = "INSERT INTO vault_index (kind, tag, member) VALUES ($1, $2, $3)
        ON CONFLICT (kind, tag) DO NOTHING RETURNING member";
    FIND = "SELECT member FROM vault_index WHERE kind = $1 AND tag = $2";
    UNINDEX_KIND = "DELETE FROM vault_index WHERE member = $1 AND kind = $2";
    UNINDEX = "DELETE FROM vault_index WHERE member = $1";

    NEW_ENTRY = "INSERT INTO log_entry (id, kind, noted_at, member, persons, body) VALUES ($1, $2, $3, $4, $5, $6)";
    NEW_PENDING = "INSERT INTO log_pending (entry, leaf) VALUES ($1, $2)";
    NEW_LOG_PERSON = "INSERT INTO log_person (member, entry) VALUES ($1, $2)";
    NEW_PERSONS = "INSERT INTO log_person (member, entry) VALUES
        ($1, $2), ($3, $2), ($4, $2), ($5, $2), ($6, $2), ($7, $2), ($8, $2), ($9, $2),
        ($10, $2), ($11, $2), ($12, $2), ($13, $2), ($14, $2), ($15, $2), ($16, $2), ($17,
        $2), ($18, $2), ($19, $2), ($20, $2), ($21, $2), ($22, $2), ($23, $2), ($24, $2),
        ($25, $2), ($26, $2), ($27, $2), ($28, $2), ($29, $2), ($30, $2), ($31, $2), ($32,
        $2), ($33, $2)";
}
