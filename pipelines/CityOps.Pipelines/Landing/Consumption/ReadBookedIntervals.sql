-- The intervals that stand of the meters of batch {batch:String}.
SELECT
    dwelling_key,
    meter_key,
    toString(utility) AS utility,
    toString(register_code) AS register_code,
    toUnixTimestamp64Milli(started_at) AS started_ms,
    toUnixTimestamp64Milli(finished_at) AS finished_ms
FROM consumption_intervals FINAL
WHERE dwelling_key IN
    (
        SELECT dwelling_key
        FROM meter_dwellings
        WHERE meter_key IN (SELECT meter_key FROM changed_meters WHERE batch = {batch:String})
    )
    AND meter_key IN (SELECT meter_key FROM changed_meters WHERE batch = {batch:String})
SETTINGS do_not_merge_across_partitions_select_final = 1
