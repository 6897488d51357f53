CREATE TABLE IF NOT EXISTS trucks
(
    truck_id       LowCardinality(String),
    plate          Nullable(String),
    plate_color    LowCardinality(Nullable(String)),
    terminal_phone Nullable(String),
    company_id     LowCardinality(Nullable(String)),
    volume_m3      Nullable(Float64),
    capacity_kg    Nullable(Float64),
    extras_profile LowCardinality(Nullable(String)),
    datum          LowCardinality(String) DEFAULT 'wgs84',
    valid_from     DateTime64(3, 'UTC'),
    valid_to       Nullable(DateTime64(3, 'UTC')),
    received_at    DateTime64(3, 'UTC'),
    version        UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (truck_id, valid_from)
