-- incident_id is a hash of kind, truck and start, so that this key is the same as the id. A withdrawn incident stays, marked.
CREATE TABLE IF NOT EXISTS incidents
(
    incident_id String CODEC(ZSTD(1)),
    kind        LowCardinality(String),
    truck_id    LowCardinality(String),
    started_at  DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    finished_at DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    lon         Float64 CODEC(ZSTD(1)),
    lat         Float64 CODEC(ZSTD(1)),
    score       Float64 CODEC(ZSTD(1)),
    found_late  Bool,
    state       LowCardinality(String) DEFAULT 'open',
    evidence    String CODEC(ZSTD(3)),
    version     UInt64 CODEC(T64, ZSTD(1))
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(started_at)
ORDER BY (kind, truck_id, started_at)
