-- Of each town and local day: readings that meters owed by their own cycle, and how many of them came; then of each town over all days (day 0).
-- A meter's cycle is the median of its gaps. Where a gap is longer than one and a half cycles, readings are missing along it; after its last reading
-- they are missing until the end, or until its link ended. With fewer than three readings nobody knows the cycle.
WITH
    meters AS
    (
        SELECT meter_key, max(dwelling_key) AS read_for, arraySort(groupUniqArray(toInt64(toUnixTimestamp(read_at)))) AS came
        FROM readings
        WHERE utility = {utility:String} AND meter_key <= {last_meter:UInt64} AND read_at >= {back_to:DateTime('UTC')} AND read_at < {to:DateTime('UTC')}
        GROUP BY meter_key
    ),
    links AS
    (
        SELECT meter_key, argMax(dwelling_key, valid_from) AS linked_to, argMax(tuple(valid_to), valid_from).1 AS ended_at
        FROM meter_links FINAL
        WHERE meter_key <= {last_meter:UInt64}
        GROUP BY meter_key
    ),
    homes AS
    (
        SELECT dwelling_key, argMax(town, valid_from) AS town
        FROM dwellings FINAL
        GROUP BY dwelling_key
    ),
    booked AS
    (
        SELECT m.meter_key AS meter_key, m.came AS came, if(l.linked_to != 0, l.linked_to, m.read_for) AS dwelling_key,
            least(toInt64(toUnixTimestamp({to:DateTime('UTC')})), toInt64(ifNull(toUnixTimestamp(l.ended_at), 4000000000))) AS until
        FROM meters AS m
        LEFT JOIN links AS l ON m.meter_key = l.meter_key
    ),
    cycles AS
    (
        SELECT meter_key, dwelling_key, came, until, length(came) >= 3 AS is_regular, arrayPopFront(arrayDifference(came)) AS gaps,
            if(is_regular, greatest(1, toInt64(arrayReduce('quantileExact(0.5)', gaps))), 1) AS cycle
        FROM booked
    ),
    owing AS
    (
        SELECT meter_key, dwelling_key,
            arrayFlatten(arrayMap((start, gap) -> if(gap > 1.5 * cycle, arrayMap(n -> start + toInt64(n) * cycle, range(1, toUInt64(round(gap / cycle)))), emptyArrayInt64()), arrayPopBack(came), gaps)) AS missed_between,
            arrayMap(n -> came[-1] + toInt64(n) * cycle, range(1, 1 + toUInt64(greatest(0, floor((until - came[-1]) / cycle - 0.5))))) AS missed_since,
            if(
                is_regular,
                arrayConcat(arrayMap(x -> (x, toUInt8(1)), came), arrayMap(x -> (x, toUInt8(0)), missed_between), arrayMap(x -> (x, toUInt8(0)), missed_since)),
                [(came[-1], toUInt8(2))]) AS owed
        FROM cycles
    )
SELECT town, toInt64(toUnixTimestamp(toDateTime(day, 'UTC')) / 86400) AS day_number, toInt64(uniqExactIf(meter_key, what < 2)) AS meters, toInt64(uniqExactIf(meter_key, what = 2)) AS irregular,
    toInt64(countIf(what < 2)) AS owed_readings, toInt64(countIf(what = 1)) AS came_readings
FROM
(
    SELECT o.meter_key AS meter_key, h.town AS town, toDate(toDateTime(o.one.1, 'UTC'), {zone:String}) AS day, o.one.2 AS what
    FROM (SELECT meter_key, dwelling_key, arrayJoin(owed) AS one FROM owing) AS o
    LEFT JOIN homes AS h ON o.dwelling_key = h.dwelling_key
    WHERE o.one.1 >= toUnixTimestamp({from:DateTime('UTC')}) OR o.one.2 = 2
)
GROUP BY GROUPING SETS ((town, day), (town))
ORDER BY town, day_number
