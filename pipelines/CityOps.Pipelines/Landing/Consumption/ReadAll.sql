-- All readings of the meters of batch {batch:String}, meter by meter.
SELECT meter_key, toString(utility) AS utility, toString(register_code) AS register_code, toUnixTimestamp64Milli(read_at) AS at_ms, register, dwelling_key, version
FROM readings
PREWHERE meter_key IN (SELECT meter_key FROM changed_meters WHERE batch = {batch:String})
ORDER BY meter_key
SETTINGS final = 0
