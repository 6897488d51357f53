-- Sorted by place first: what passed a place on a day is a short range. One position a (truck, instant); a replay finds the same key.
CREATE TABLE IF NOT EXISTS truck_positions
(
    truck_id    LowCardinality(String),
    at          DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    lon         Float64 CODEC(ZSTD(1)),
    lat         Float64 CODEC(ZSTD(1)),
    h3_8        UInt64 MATERIALIZED geoToH3(lat, lon, 8) CODEC(ZSTD(1)),
    speed_kmh   Nullable(Float32) CODEC(ZSTD(1)),
    course_deg  Nullable(Float32) CODEC(ZSTD(1)),
    altitude_m  Nullable(Float32) CODEC(ZSTD(1)),
    ignition    Nullable(Bool) CODEC(ZSTD(1)),
    lifting     Nullable(Bool) CODEC(ZSTD(1)),
    weight_kg   Nullable(Float32) CODEC(ZSTD(1)),
    accel_rms   Nullable(Float32) CODEC(ZSTD(1)),
    alarms      Nullable(UInt32) CODEC(ZSTD(1)),
    status      Nullable(UInt32) CODEC(ZSTD(1)),
    load        LowCardinality(String) DEFAULT 'unknown',
    lid         LowCardinality(String) DEFAULT 'unknown',
    received_at DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    version     UInt64 CODEC(T64, ZSTD(1))
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toDate(at)
ORDER BY (h3_8, truck_id, at)
