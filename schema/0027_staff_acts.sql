-- What somebody of the staff did where no row of its own says so for good: a row that the next of its
-- kind overwrites, or one that is gone with it. Only ever added to; what was said of a person goes
-- with them.
CREATE TABLE staff_act (
    id TEXT NOT NULL,
    staff TEXT NOT NULL,
    what TEXT NOT NULL,
    about TEXT NOT NULL,
    said TEXT NOT NULL,
    done_at BIGINT NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX staff_act_about ON staff_act (about, id);
