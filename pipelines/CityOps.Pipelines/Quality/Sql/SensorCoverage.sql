-- Of each local day: measurements that dust sensors owed by their own cycle, and how many of them came; then of all days (day 0). The rule is that of meters.
WITH
    sensors AS
    (
        SELECT toString(sensor_id) AS sensor, arraySort(groupUniqArray(toInt64(toUnixTimestamp(at)))) AS came
        FROM roadside_observations
        WHERE kind = 'pm10' AND at >= {back_to:DateTime('UTC')} AND at < {to:DateTime('UTC')}
        GROUP BY sensor
    ),
    cycles AS
    (
        SELECT sensor, came, length(came) >= 3 AS is_regular, arrayPopFront(arrayDifference(came)) AS gaps,
            if(is_regular, greatest(1, toInt64(arrayReduce('quantileExact(0.5)', gaps))), 1) AS cycle
        FROM sensors
    ),
    owing AS
    (
        SELECT sensor,
            arrayFlatten(arrayMap((start, gap) -> if(gap > 1.5 * cycle, arrayMap(n -> start + toInt64(n) * cycle, range(1, toUInt64(round(gap / cycle)))), emptyArrayInt64()), arrayPopBack(came), gaps)) AS missed_between,
            arrayMap(n -> came[-1] + toInt64(n) * cycle, range(1, 1 + toUInt64(greatest(0, floor((toUnixTimestamp({to:DateTime('UTC')}) - came[-1]) / cycle - 0.5))))) AS missed_since,
            if(
                is_regular,
                arrayConcat(arrayMap(x -> (x, toUInt8(1)), came), arrayMap(x -> (x, toUInt8(0)), missed_between), arrayMap(x -> (x, toUInt8(0)), missed_since)),
                [(came[-1], toUInt8(2))]) AS owed
        FROM cycles
    )
SELECT '' AS town, toInt64(toUnixTimestamp(toDateTime(day, 'UTC')) / 86400) AS day_number, toInt64(uniqExactIf(sensor, what < 2)) AS sensors, toInt64(uniqExactIf(sensor, what = 2)) AS irregular,
    toInt64(countIf(what < 2)) AS owed_readings, toInt64(countIf(what = 1)) AS came_readings
FROM
(
    SELECT sensor, toDate(toDateTime(one.1, 'UTC'), {zone:String}) AS day, one.2 AS what
    FROM (SELECT sensor, arrayJoin(owed) AS one FROM owing)
    WHERE one.1 >= toUnixTimestamp({from:DateTime('UTC')}) OR one.2 = 2
)
GROUP BY GROUPING SETS ((day), ())
ORDER BY day_number
