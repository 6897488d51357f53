-- One row a dwelling, utility and local day: the partials that every window's features are merged from. A function of the day's hours; its version is
-- the sum of theirs, which grows whenever one of them changes, so that filling a day in again changes nothing.
CREATE TABLE IF NOT EXISTS dwelling_days
(
    dwelling_key UInt64 CODEC(ZSTD(1)),
    utility      LowCardinality(String),
    day          Date CODEC(Delta(2), ZSTD(1)),
    hours        UInt8 CODEC(ZSTD(1)),
    used         Float32 CODEC(ZSTD(1)),
    night        Float32 CODEC(ZSTD(1)),
    morning      Float32 CODEC(ZSTD(1)),
    evening      Float32 CODEC(ZSTD(1)),
    peak_hour    Float32 CODEC(ZSTD(1)),
    valley_hour  Float32 CODEC(ZSTD(1)),
    squares      Float32 CODEC(ZSTD(1)),
    active_hours UInt8 CODEC(ZSTD(1)),
    shower_hours UInt8 CODEC(ZSTD(1)),
    still_hours  UInt8 CODEC(ZSTD(1)),
    broken_hours UInt8 CODEC(ZSTD(1)),
    is_deleted   UInt8 DEFAULT 0 CODEC(ZSTD(1)),
    version      UInt64 CODEC(T64, ZSTD(1))
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toYYYYMM(day)
ORDER BY (dwelling_key, utility, day)
