CREATE TABLE IF NOT EXISTS schema_migrations
(
    owner LowCardinality(String),
    version UInt32,
    name String,
    checksum String,
    applied_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(applied_at)
ORDER BY (owner, version)
