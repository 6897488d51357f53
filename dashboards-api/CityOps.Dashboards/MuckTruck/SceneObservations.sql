-- What was seen within {near_m} metres and {near_s} seconds of the truck. Cells of minutes narrow the pairs down before distances are taken; of a
-- sensor's dust readings the highest of each quarter hour is kept.
WITH track AS
(
    SELECT toStartOfInterval(at, INTERVAL 5 MINUTE) AS slot, at, lon, lat
    FROM truck_positions
    WHERE truck_id = {truck_id:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
),
seen AS
(
    SELECT sensor_id, kind, at, lon, lat, value, arrayJoin([0, 1, -1]) AS step, toStartOfInterval(at, INTERVAL 5 MINUTE) + toIntervalMinute(5 * step) AS slot
    FROM roadside_observations FINAL
    WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
),
near AS
(
    SELECT s.sensor_id AS sensor_id, s.kind AS kind, s.at AS at, any(s.lon) AS lon, any(s.lat) AS lat, any(s.value) AS value,
        min(greatCircleDistance(s.lon, s.lat, t.lon, t.lat)) AS distance_m
    FROM seen AS s
    INNER JOIN track AS t ON t.slot = s.slot
    WHERE abs(dateDiff('second', s.at, t.at)) <= {near_s:UInt32}
    GROUP BY sensor_id, kind, at
    HAVING distance_m <= {near_m:Float64}
)
SELECT toString(sensor_id), toString(kind), at, lon, lat, toFloat64(value), toFloat64(distance_m)
FROM near
ORDER BY kind = 'pm10', value DESC
LIMIT 1 BY sensor_id, kind, toStartOfInterval(at, INTERVAL 15 MINUTE)
LIMIT 300
