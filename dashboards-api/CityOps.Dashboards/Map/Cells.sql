-- Where people live: hexagons of H3 resolution 8 (0.7 km²) with their dwellings; those with fewer than {least} are left out.
SELECT
    concat('POLYGON((', arrayStringConcat(arrayMap(p -> concat(toString(p.2), ' ', toString(p.1)), arrayPushBack(corners, corners[1])), ', '), '))'),
    h3ToString(cell),
    town,
    'cell',
    toFloat64(dwellings)
FROM
(
    SELECT h3ToParent(h3, 8) AS cell, any(toString(town)) AS town, uniqExact(dwelling_key) AS dwellings, h3ToGeoBoundary(cell) AS corners
    FROM dwellings FINAL
    WHERE h3 != 0 AND h3GetResolution(h3) >= 8
    GROUP BY cell
    HAVING dwellings >= {least:UInt32}
)
ORDER BY cell
LIMIT 5000
