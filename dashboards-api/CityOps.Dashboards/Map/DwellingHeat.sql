-- Of each cell: how many dwellings were scored since, and how many of them the latest score puts at or above the bound.
SELECT h3ToString(h3ToParent(h3, {resolution:UInt8})) AS cell, town, countIf(probability >= {min_probability:Float64}) AS flagged, count() AS scored
FROM
(
    SELECT dwelling_key, argMax(facts.h3, valid_from) AS h3, argMax(facts.town, valid_from) AS town
    FROM dwellings AS facts FINAL
    WHERE facts.h3 != 0
    GROUP BY dwelling_key
) AS d
INNER JOIN
(
    SELECT dwelling_key, argMax(probability, scored_at) AS probability
    FROM dwelling_scores FINAL
    WHERE scored_at >= {since:DateTime64(3, 'UTC')}
    GROUP BY dwelling_key
) AS s USING (dwelling_key)
GROUP BY cell, town
ORDER BY cell, town
LIMIT 20000
