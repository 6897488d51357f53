CREATE TABLE IF NOT EXISTS case_events
(
    case_id     String,
    sequence    UInt32,
    scenario    LowCardinality(String),
    kind        LowCardinality(String),
    state       LowCardinality(String),
    at          DateTime64(3, 'UTC'),
    actor_role  LowCardinality(String),
    payload     String CODEC(ZSTD(3)),
    received_at DateTime64(3, 'UTC'),
    version     UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (case_id, sequence)
