-- The newest row of a mute says whether it was lifted.
CREATE TABLE IF NOT EXISTS device_mutes
(
    mute_id        String,
    device_id      String,
    signal         LowCardinality(String),
    valid_from     DateTime64(3, 'UTC'),
    valid_to       DateTime64(3, 'UTC'),
    at             DateTime64(3, 'UTC'),
    origin         LowCardinality(String),
    case_id        Nullable(String),
    lifted_at      Nullable(DateTime64(3, 'UTC')),
    lifted_because LowCardinality(Nullable(String)),
    received_at    DateTime64(3, 'UTC'),
    version        UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (mute_id)
