-- How many dwellings of a town a run could not score, and why.
CREATE TABLE IF NOT EXISTS dwellings_not_scoreable
(
    scored_at DateTime64(3, 'UTC'),
    town      LowCardinality(String),
    reason    LowCardinality(String),
    dwellings UInt32,
    version   UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (scored_at, town, reason)
