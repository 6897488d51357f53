CREATE TABLE IF NOT EXISTS truck_trips
(
    truck_id    LowCardinality(String),
    started_at  DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    finished_at DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    from_lon    Float64 CODEC(ZSTD(1)),
    from_lat    Float64 CODEC(ZSTD(1)),
    to_lon      Float64 CODEC(ZSTD(1)),
    to_lat      Float64 CODEC(ZSTD(1)),
    distance_m  Float64 CODEC(ZSTD(1)),
    points      UInt32 CODEC(T64, ZSTD(1)),
    load        LowCardinality(String),
    version     UInt64 CODEC(T64, ZSTD(1))
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(started_at)
ORDER BY (truck_id, started_at)
