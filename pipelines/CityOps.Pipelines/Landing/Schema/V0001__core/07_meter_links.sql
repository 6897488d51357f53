CREATE TABLE IF NOT EXISTS meter_links
(
    meter_key        UInt64,
    dwelling_key     UInt64,
    share            LowCardinality(String),
    tariff           LowCardinality(String),
    match_confidence Nullable(Float64),
    valid_from       DateTime64(3, 'UTC'),
    valid_to         Nullable(DateTime64(3, 'UTC')),
    received_at      DateTime64(3, 'UTC'),
    version          UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (meter_key, dwelling_key, valid_from)
