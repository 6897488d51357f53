-- The short name of a dead letter: a hash of its key, the same at each attempt.
ALTER TABLE dead_letters ADD COLUMN IF NOT EXISTS id String ALIAS lower(hex(substring(SHA256(concat(topic, '|', origin, '|', toString(row))), 1, 8)))
