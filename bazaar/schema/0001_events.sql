-- Everything the marketplace has ever taken, in the order it was decided. The state is the fold of it.
CREATE TABLE event (
    seq BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    body TEXT NOT NULL
);
