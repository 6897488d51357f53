-- The meters of which a landed batch changed readings, and from when to when: what the statements of one recomputation are about. Rows are of no use after it.
CREATE TABLE IF NOT EXISTS changed_meters
(
    batch      String,
    meter_key  UInt64,
    from_at    DateTime64(3, 'UTC'),
    to_at      DateTime64(3, 'UTC'),
    changed_at DateTime('UTC') DEFAULT now('UTC')
)
ENGINE = MergeTree
ORDER BY (batch, meter_key)
TTL changed_at + INTERVAL 1 DAY
