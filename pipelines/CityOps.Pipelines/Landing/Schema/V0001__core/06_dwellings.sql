CREATE TABLE IF NOT EXISTS dwellings
(
    dwelling_key          UInt64,
    building_id           String,
    grid_cell             LowCardinality(String),
    town                  LowCardinality(String),
    h3                    UInt64,
    rooms                 Nullable(UInt8),
    floor_area_m2         Nullable(Float64),
    registered_population Nullable(UInt16),
    valid_from            DateTime64(3, 'UTC'),
    kinship               LowCardinality(String) DEFAULT 'unknown',
    tenure                LowCardinality(String) DEFAULT 'unknown',
    received_at           DateTime64(3, 'UTC'),
    version               UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (dwelling_key, valid_from)
