-- Four weeks of days of made-up dwellings: three utilities each, of amounts that differ as those of homes do.
INSERT INTO dwelling_days (dwelling_key, utility, day, hours, used, night, morning, evening, peak_hour, valley_hour, squares, active_hours, shower_hours, night_uses, busy_hours, heavy_hours, version)
SELECT
    dwelling_key,
    ['water', 'electricity', 'gas'][1 + slot % 3] AS utility,
    {from_day:Date} + toIntervalDay(intDiv(slot, 3)) AS day,
    24 AS hours,
    multiIf(utility = 'water', 0.1 * people, utility = 'gas', 0.2 * people, 2.5 + people) * (0.6 + 0.8 * (cityHash64(dwelling, slot) % 1000) / 1000) AS used,
    used * 0.1, used * 0.25, used * 0.4, used * 0.2, used * 0.005, used * used / 9, 9 + people, people, people % 3, people * 2, people, 1
FROM
(
    SELECT
        number AS dwelling,
        cityHash64(dwelling) AS dwelling_key,
        1 + dwelling_key % 5 AS people
    FROM numbers({first:UInt64}, {count:UInt64})
) AS dwellings
CROSS JOIN (SELECT number AS slot FROM numbers(84)) AS slots
SETTINGS insert_deduplicate = 0
