CREATE TABLE IF NOT EXISTS weather
(
    station_id    LowCardinality(String),
    at            DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    lon           Float64 CODEC(ZSTD(1)),
    lat           Float64 CODEC(ZSTD(1)),
    temperature_c Nullable(Float64) CODEC(ZSTD(1)),
    humidity_pct  Nullable(Float64) CODEC(ZSTD(1)),
    rain_mm       Nullable(Float64) CODEC(ZSTD(1)),
    wind_speed_ms Nullable(Float64) CODEC(ZSTD(1)),
    wind_from_deg Nullable(Float64) CODEC(ZSTD(1)),
    received_at   DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    version       UInt64 CODEC(T64, ZSTD(1))
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYear(at)
ORDER BY (station_id, at)
