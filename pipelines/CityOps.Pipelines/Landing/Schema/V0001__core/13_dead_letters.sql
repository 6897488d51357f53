-- What could not be landed: why, and where it came from. The payload is sealed (AES-GCM) and opened only with audited rights.
CREATE TABLE IF NOT EXISTS dead_letters
(
    topic          LowCardinality(String),
    origin         String,
    row            UInt32,
    field          LowCardinality(String),
    reason         String CODEC(ZSTD(3)),
    sealed_payload String CODEC(ZSTD(1)),
    at             DateTime64(3, 'UTC'),
    received_at    DateTime64(3, 'UTC'),
    version        UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (topic, origin, row)
