-- Every dwelling that a meter's consumption was ever booked to, so that a changed link finds the rows it must take back.
CREATE TABLE IF NOT EXISTS meter_dwellings
(
    meter_key    UInt64,
    dwelling_key UInt64
)
ENGINE = ReplacingMergeTree
ORDER BY (meter_key, dwelling_key)
