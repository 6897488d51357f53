-- A stop is written when it ends; version is the source order of the point that ended it.
CREATE TABLE IF NOT EXISTS truck_stops
(
    truck_id    LowCardinality(String),
    started_at  DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    finished_at DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    lon         Float64 CODEC(ZSTD(1)),
    lat         Float64 CODEC(ZSTD(1)),
    points      UInt32 CODEC(T64, ZSTD(1)),
    load_before LowCardinality(String),
    load_after  LowCardinality(String),
    site_id     LowCardinality(String),
    version     UInt64 CODEC(T64, ZSTD(1))
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(started_at)
ORDER BY (truck_id, started_at)
