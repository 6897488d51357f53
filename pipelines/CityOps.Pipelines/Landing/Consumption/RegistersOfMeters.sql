-- The registers of the meters that were staged as {batch:String}, and from when to when each was read.
SELECT meter_key, utility, register_code, toUnixTimestamp64Milli(min(read_at)) AS from_ms, toUnixTimestamp64Milli(max(read_at)) AS to_ms
FROM readings
WHERE meter_key IN (SELECT meter_key FROM changed_registers WHERE batch = {batch:String})
GROUP BY meter_key, utility, register_code
ORDER BY meter_key, utility, register_code
SETTINGS final = 0
