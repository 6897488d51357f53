-- A day of 400 dust sensors that are read every two minutes, and of 50 cameras that saw a spill four times.
INSERT INTO roadside_observations (sensor_id, at, lon, lat, kind, value, humidity_pct, confidence, received_at, version)
WITH
    number < 288000 AS is_dust,
    if(is_dust, number % 400, number % 50) AS sensor,
    cityHash64(sensor, is_dust) AS h,
    toDateTime64('2026-01-01 00:00:00', 3, 'UTC') + toIntervalDay({day:UInt64}) AS midnight
SELECT
    concat(if(is_dust, 'dust-', 'camera-'), toString(sensor)),
    midnight + toIntervalSecond(if(is_dust, intDiv(number, 400) * 120, cityHash64(number, {day:UInt64}) % 86400)),
    121.2 + ((h % 700) / 1000),
    30.9 + ((bitShiftRight(h, 8) % 500) / 1000),
    if(is_dust, 'pm10', 'camera_spill'),
    if(is_dust, 40 + (cityHash64(number, {day:UInt64}, 1) % 60), NULL),
    if(is_dust, 60, NULL),
    if(is_dust, NULL, 0.8),
    midnight,
    ({day:UInt64} * 1000000) + number
FROM numbers(288200)
