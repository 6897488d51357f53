-- What peers of a dwelling used on each local day: same number of rooms, the same town where it has enough of them, whole days only.
WITH
    (SELECT argMax((rooms, town), valid_from) FROM dwellings FINAL WHERE dwelling_key = {key:UInt64}) AS own,
    peers AS
    (
        SELECT dwelling_key, town_now
        FROM
        (
            SELECT dwelling_key, argMax(tuple(rooms), valid_from).1 AS rooms_now, argMax(town, valid_from) AS town_now
            FROM dwellings FINAL
            WHERE dwelling_key != {key:UInt64}
            GROUP BY dwelling_key
        )
        WHERE rooms_now = own.1
    ),
    (SELECT countIf(town_now = own.2) >= {least:UInt32} FROM peers) AS same_town
SELECT
    toString(utility),
    day,
    count() AS homes,
    quantileExact(0.1)(toFloat64(used * 24 / hours)),
    quantileExact(0.5)(toFloat64(used * 24 / hours)),
    quantileExact(0.9)(toFloat64(used * 24 / hours))
FROM dwelling_days FINAL
WHERE day >= {from_day:Date} AND day < {to_day:Date} AND hours >= 18
  AND dwelling_key IN (SELECT dwelling_key FROM peers WHERE NOT same_town OR town_now = own.2 ORDER BY sipHash64(dwelling_key) LIMIT 2000)
GROUP BY utility, day
HAVING homes >= {least:UInt32}
ORDER BY utility, day
