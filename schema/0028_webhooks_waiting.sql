-- So that counting what waits for a receiver reads what waits, and not all it was ever sent.
CREATE INDEX webhook_delivery_waiting ON webhook_delivery (webhook) WHERE state = 'waiting';
