-- An act about one person leads to them by log_person too, once it has its place in the log: many
-- at once touch fewer pages than one by one. Ids begin with their instant, so that the old entries
-- are found by them.
INSERT INTO log_person (member, entry)
    SELECT e.member, e.id FROM log_entry e JOIN log_leaf l ON l.entry = e.id
    WHERE e.member IS NOT NULL;
DROP INDEX log_entry_member;
DROP INDEX log_entry_noted;
