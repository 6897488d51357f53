-- Why, by a closed list; what varies; and how a letter fared since its first refusal. Letters that are older have no code and were refused once.
ALTER TABLE dead_letters
    ADD COLUMN IF NOT EXISTS code LowCardinality(String) AFTER field,
    ADD COLUMN IF NOT EXISTS detail String CODEC(ZSTD(3)) AFTER reason,
    ADD COLUMN IF NOT EXISTS first_at DateTime64(3, 'UTC') DEFAULT at AFTER at,
    ADD COLUMN IF NOT EXISTS attempts UInt32 DEFAULT 1 AFTER first_at
