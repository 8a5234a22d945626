-- The address book of a member. What an address says lies sealed in the vault: the default one at
-- the place of the profile, any other at the place of its own id. default_at: since when parcels
-- go there.
CREATE TABLE address (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    default_at BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX address_member ON address (member, id);
CREATE UNIQUE INDEX address_default ON address (member) WHERE default_at IS NOT NULL;

-- The one address that each member had until now begins their book.
INSERT INTO address (id, member, made_at, default_at)
SELECT 'adr_' || SUBSTR(member, 5), member, set_at, set_at
  FROM vault_field WHERE class = 'account' AND item = 'address' AND place = '';

-- In which currency a member reckons for themselves. Yen is what is charged; a member without a
-- row reckons in it.
CREATE TABLE currency_choice (
    member TEXT NOT NULL,
    currency TEXT NOT NULL,
    chosen_at BIGINT NOT NULL,
    PRIMARY KEY (member)
);
