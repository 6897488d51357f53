-- Registers differenced and spread over UTC hours. A function of the set of readings and links: see docs/consumption.md.
-- What is not a dwelling's own has the key 0, and its attribution says why.
CREATE TABLE IF NOT EXISTS consumption_hours
(
    dwelling_key UInt64 CODEC(ZSTD(1)),
    utility      LowCardinality(String),
    meter_key    UInt64 CODEC(ZSTD(1)),
    hour         DateTime('UTC') CODEC(Delta(4), ZSTD(1)),
    consumption  Float64 CODEC(ZSTD(3)),
    quality      LowCardinality(String),
    attribution  LowCardinality(String) DEFAULT 'own',
    covered_s    UInt16 CODEC(ZSTD(1)),
    is_deleted   UInt8 DEFAULT 0 CODEC(ZSTD(1)),
    version      UInt64 CODEC(T64, ZSTD(1))
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(hour)
ORDER BY (dwelling_key, utility, meter_key, hour)
