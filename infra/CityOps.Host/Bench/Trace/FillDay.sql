-- A day of trucks on a grid of streets: each goes to and fro between two corners all day, a point every 41 s or so.
INSERT INTO truck_positions (truck_id, at, lon, lat, speed_kmh, weight_kg, accel_rms, load, lid, received_at, version)
WITH
    toUInt64(number % {trucks:UInt64}) AS truck,
    intDiv(number, {trucks:UInt64}) AS point,
    intDiv({count:UInt64}, {trucks:UInt64}) AS points,
    cityHash64(truck, {day:UInt64}) AS h,
    121.2 + ((h % 70) / 100) AS lon0,
    30.9 + ((bitShiftRight(h, 8) % 50) / 100) AS lat0,
    lon0 + (((bitShiftRight(h, 16) % 21) - 10) / 100) AS lon1,
    lat0 + (((bitShiftRight(h, 24) % 21) - 10) / 100) AS lat1,
    (point % 120) / 60 AS way,
    if(way < 1, way, 2 - way) AS share
SELECT
    concat('truck-', leftPad(toString(truck), 5, '0')),
    toDateTime64('2026-01-01 00:00:00', 3, 'UTC') + toIntervalDay({day:UInt64}) + toIntervalMillisecond(intDiv(86400000 * point, points) + (h % 30000)),
    if(share < 0.5, lon0 + ((lon1 - lon0) * 2 * share), lon1) + ((cityHash64(number, 1) % 100) / 1e6),
    if(share < 0.5, lat0, lat0 + ((lat1 - lat0) * ((2 * share) - 1))) + ((cityHash64(number, 2) % 100) / 1e6),
    10 + (cityHash64(number, 3) % 50),
    if(way < 1, 30000, 14000) + (cityHash64(number, 4) % 300),
    (cityHash64(number, 5) % 100) / 80,
    if(way < 1, 'full', 'empty'),
    if(truck % 20 = 0, 'open', 'closed'),
    toDateTime64('2026-01-01 00:00:00', 3, 'UTC') + toIntervalDay({day:UInt64}),
    ({day:UInt64} * 100000000) + number
FROM numbers({count:UInt64})
