CREATE TABLE IF NOT EXISTS permits
(
    permit_id     String,
    truck_id      LowCardinality(String),
    valid_from    DateTime64(3, 'UTC'),
    valid_to      Nullable(DateTime64(3, 'UTC')),
    daily_from    LowCardinality(Nullable(String)),
    daily_to      LowCardinality(Nullable(String)),
    loading_site  LowCardinality(Nullable(String)),
    disposal_site LowCardinality(Nullable(String)),
    route_wkt     Nullable(String) CODEC(ZSTD(3)),
    corridor_m    Nullable(Float64),
    received_at   DateTime64(3, 'UTC'),
    version       UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (permit_id, valid_from)
