-- Which registers a landed batch touched, and from when to when: the scope of one recomputation. Rows are of no use after it.
CREATE TABLE IF NOT EXISTS changed_registers
(
    batch         String,
    meter_key     UInt64,
    utility       LowCardinality(String),
    register_code LowCardinality(String),
    from_at       DateTime64(3, 'UTC'),
    to_at         DateTime64(3, 'UTC'),
    changed_at    DateTime('UTC') DEFAULT now('UTC')
)
ENGINE = MergeTree
ORDER BY (batch, meter_key, utility, register_code)
TTL changed_at + INTERVAL 1 DAY
