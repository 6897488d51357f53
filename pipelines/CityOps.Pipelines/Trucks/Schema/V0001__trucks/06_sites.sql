CREATE TABLE IF NOT EXISTS sites
(
    site_id       LowCardinality(String),
    name          Nullable(String),
    kind          LowCardinality(String),
    polygon_wkt   String CODEC(ZSTD(3)),
    max_speed_kmh Nullable(Float64),
    valid_from    DateTime64(3, 'UTC'),
    valid_to      Nullable(DateTime64(3, 'UTC')),
    received_at   DateTime64(3, 'UTC'),
    version       UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (site_id, valid_from)
