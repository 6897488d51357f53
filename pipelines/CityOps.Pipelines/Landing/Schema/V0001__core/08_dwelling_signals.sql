CREATE TABLE IF NOT EXISTS dwelling_signals
(
    dwelling_key UInt64,
    at           DateTime64(3, 'UTC'),
    kind         LowCardinality(String),
    value        Nullable(Float64),
    source_ref   String,
    received_at  DateTime64(3, 'UTC'),
    version      UInt64
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYear(at)
ORDER BY (dwelling_key, kind, at, source_ref)
