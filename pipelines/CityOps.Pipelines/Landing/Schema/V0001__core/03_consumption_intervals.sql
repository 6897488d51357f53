-- What two readings say of the time between them where no hourly curve follows from it: longer than 6 h, reset, implausible jump.
CREATE TABLE IF NOT EXISTS consumption_intervals
(
    dwelling_key  UInt64 CODEC(ZSTD(1)),
    utility       LowCardinality(String),
    meter_key     UInt64 CODEC(ZSTD(1)),
    register_code LowCardinality(String),
    started_at    DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    finished_at   DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    consumption   Float64 CODEC(ZSTD(3)),
    quality       LowCardinality(String),
    attribution   LowCardinality(String) DEFAULT 'own',
    is_deleted    UInt8 DEFAULT 0 CODEC(ZSTD(1)),
    version       UInt64 CODEC(T64, ZSTD(1))
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYear(started_at)
ORDER BY (dwelling_key, utility, meter_key, register_code, started_at)
