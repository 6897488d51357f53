-- The readings within 48 h of what batch {batch:String} changed, but for those that it brought: whoever asks has them. Values of one instant come all,
-- the reader takes the last; that spares FINAL.
SELECT meter_key, toString(utility) AS utility, toString(register_code) AS register_code, toUnixTimestamp64Milli(read_at) AS at_ms, register, dwelling_key, version
FROM readings
INNER JOIN
(
    SELECT meter_key, from_at, to_at
    FROM changed_meters
    WHERE batch = {batch:String}
) AS changed USING (meter_key)
PREWHERE read_at >= (SELECT min(from_at) - INTERVAL 48 HOUR FROM changed_meters WHERE batch = {batch:String})
    AND read_at <= (SELECT max(to_at) + INTERVAL 48 HOUR FROM changed_meters WHERE batch = {batch:String})
    AND meter_key IN (SELECT meter_key FROM changed_meters WHERE batch = {batch:String})
WHERE read_at >= changed.from_at - INTERVAL 48 HOUR
    AND read_at <= changed.to_at + INTERVAL 48 HOUR
    AND (version < {first_version:UInt64} OR version > {last_version:UInt64})
SETTINGS final = 0
