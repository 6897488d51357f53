-- The middle of each dwelling's cell, no finer than resolution 9.
SELECT dwelling_key, h3ToGeo(cell).2, h3ToGeo(cell).1
FROM
(
    SELECT dwelling_key, argMax(h3, valid_from) AS h3_now, h3ToParent(h3_now, least(h3GetResolution(h3_now), 9)) AS cell
    FROM dwellings FINAL
    WHERE dwelling_key IN {keys:Array(UInt64)} AND h3 != 0
    GROUP BY dwelling_key
)
