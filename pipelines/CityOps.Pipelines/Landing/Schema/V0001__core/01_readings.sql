-- One register value a (meter, utility, register, instant); a correction is a later version of the same key.
-- Codecs by measurement: docs/decisions/0005-codecs-by-measurement.md. Meters read in whole seconds, which GCD finds; all meters of a message
-- share its received_at, which large blocks find.
CREATE TABLE IF NOT EXISTS readings
(
    dwelling_key  UInt64 CODEC(ZSTD(1)),
    meter_key     UInt64 CODEC(ZSTD(1)),
    utility       LowCardinality(String),
    register_code LowCardinality(String) DEFAULT 'total',
    read_at       DateTime64(3, 'UTC') CODEC(GCD, Delta(8), ZSTD(1)),
    register      Float64 CODEC(Delta(8), ZSTD(3)),
    received_at   DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(3)) SETTINGS (min_compress_block_size = 1048576, max_compress_block_size = 1048576),
    version       UInt64 CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(read_at)
ORDER BY (meter_key, utility, register_code, read_at)
