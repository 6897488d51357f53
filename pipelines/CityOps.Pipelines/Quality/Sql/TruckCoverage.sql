-- Of each local day: positions that trucks owed while on the road, and how many of them came; then of all days (day 0). A truck is on the road where it
-- got on by a metre a second and more; how often it then reports, and how fast it goes, are its own medians. Where it is elsewhere after a silence, it
-- drove meanwhile: at its pace, and reporting as it does, it would have sent so many. What a parked truck does not send is not missing.
WITH
    points AS
    (
        SELECT toString(truck_id) AS truck, at, any(lon) AS lon, any(lat) AS lat
        FROM truck_positions
        WHERE at >= {from:DateTime('UTC')} AND at < {to:DateTime('UTC')} AND cityHash64(toString(truck_id)) % {every:UInt64} = 0
        GROUP BY truck, at
    ),
    steps AS
    (
        SELECT truck, at,
            dateDiff('millisecond', lagInFrame(at, 1, at) OVER way, at) / 1000 AS gap_s,
            geoDistance(lagInFrame(lon, 1, lon) OVER way, lagInFrame(lat, 1, lat) OVER way, lon, lat) AS metres
        FROM points
        WINDOW way AS (PARTITION BY truck ORDER BY at ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
    ),
    habits AS
    (
        SELECT truck, quantileExact(0.5)(gap_s) AS cycle_s, quantileExact(0.5)(metres / gap_s) AS pace
        FROM steps
        WHERE gap_s > 0 AND metres >= gap_s
        GROUP BY truck
    )
SELECT '' AS town, toInt64(toUnixTimestamp(toDateTime(day, 'UTC')) / 86400) AS day_number, toInt64(uniqExact(truck)) AS trucks, toInt64(0) AS irregular,
    toInt64(count() + sum(missed)) AS owed_positions, toInt64(count()) AS came_positions
FROM
(
    SELECT s.truck AS truck, toDate(s.at, {zone:String}) AS day,
        if(s.gap_s > 1.5 * h.cycle_s, greatest(0, round(least(s.gap_s, s.metres / h.pace) / h.cycle_s) - 1), 0) AS missed,
        s.metres >= s.gap_s AS is_moving
    FROM steps AS s
    INNER JOIN habits AS h ON s.truck = h.truck
    WHERE s.gap_s > 0
)
WHERE is_moving OR missed > 0
GROUP BY GROUPING SETS ((day), ())
ORDER BY day_number
