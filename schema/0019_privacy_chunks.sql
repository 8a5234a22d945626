-- What leads a person to the acts about them lies in chunks: when one is full, the next begins. So
-- giving acts their places writes into the last chunk alone, however long the log has become. A
-- chunk is named by the first place of the log it may lead to.
CREATE TABLE log_chunk (
    chunk BIGINT NOT NULL,
    pointers BIGINT NOT NULL,
    PRIMARY KEY (chunk)
);
CREATE TABLE log_pointer (
    chunk BIGINT NOT NULL,
    member TEXT NOT NULL,
    place BIGINT NOT NULL,
    PRIMARY KEY (chunk, member, place)
);
INSERT INTO log_pointer (chunk, member, place)
    SELECT l.place - l.place % 32768, p.member, l.place
    FROM log_person p JOIN log_leaf l ON l.entry = p.entry;
INSERT INTO log_chunk (chunk, pointers)
    SELECT chunk, CAST(COUNT(*) AS BIGINT) FROM log_pointer GROUP BY chunk;
DROP TABLE log_person;
