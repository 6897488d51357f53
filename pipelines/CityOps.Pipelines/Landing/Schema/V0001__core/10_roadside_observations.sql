-- One camera sees several trucks in one instant: the plate and the picture belong to the key.
CREATE TABLE IF NOT EXISTS roadside_observations
(
    sensor_id    LowCardinality(String),
    at           DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    lon          Float64 CODEC(ZSTD(1)),
    lat          Float64 CODEC(ZSTD(1)),
    kind         LowCardinality(String),
    value        Nullable(Float64) CODEC(ZSTD(1)),
    humidity_pct Nullable(Float64) CODEC(ZSTD(1)),
    plate        String CODEC(ZSTD(1)),
    confidence   Nullable(Float64) CODEC(ZSTD(1)),
    media_ref    String CODEC(ZSTD(1)),
    media_sha256 String CODEC(ZSTD(1)),
    received_at  DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    version      UInt64 CODEC(T64, ZSTD(1))
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(at)
ORDER BY (sensor_id, kind, at, plate, media_ref)
