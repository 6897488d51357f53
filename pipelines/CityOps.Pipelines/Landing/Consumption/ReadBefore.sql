-- The 16 last readings of each register more than 48 h before what batch {batch:String} changed of its meter.
SELECT meter_key, toString(utility) AS utility, toString(register_code) AS register_code, toUnixTimestamp64Milli(read_at) AS at_ms, register, dwelling_key, version
FROM
(
    SELECT meter_key, utility, register_code, read_at, register, dwelling_key, version
    FROM readings FINAL
    PREWHERE meter_key IN (SELECT meter_key FROM changed_meters WHERE batch = {batch:String})
        AND read_at < (SELECT max(from_at) - INTERVAL 48 HOUR FROM changed_meters WHERE batch = {batch:String})
) AS r
INNER JOIN
(
    SELECT meter_key, from_at
    FROM changed_meters
    WHERE batch = {batch:String}
) AS changed USING (meter_key)
WHERE read_at < changed.from_at - INTERVAL 48 HOUR
ORDER BY meter_key, utility, register_code, read_at DESC
LIMIT 16 BY meter_key, utility, register_code
SETTINGS do_not_merge_across_partitions_select_final = 1
