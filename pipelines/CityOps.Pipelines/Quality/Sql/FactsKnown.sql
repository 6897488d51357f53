-- Of each town: dwellings of the register, and of how many each fact is known.
SELECT town, toInt64(count()) AS dwellings, toInt64(countIf(h3 != 0)) AS place, toInt64(countIf(isNotNull(rooms))) AS rooms_known, toInt64(countIf(isNotNull(floor_area))) AS area,
    toInt64(countIf(isNotNull(registered))) AS population, toInt64(countIf(kinship != 'unknown')) AS kinship_known, toInt64(countIf(tenure != 'unknown')) AS tenure_known, toInt64(countIf(isNotNull(built))) AS built_known
FROM
(
    SELECT dwelling_key, argMax(facts.town, valid_from) AS town, argMax(facts.h3, valid_from) AS h3, argMax(tuple(facts.rooms), valid_from).1 AS rooms, argMax(tuple(facts.floor_area_m2), valid_from).1 AS floor_area,
        argMax(tuple(facts.registered_population), valid_from).1 AS registered, argMax(toString(facts.kinship), valid_from) AS kinship, argMax(toString(facts.tenure), valid_from) AS tenure, argMax(tuple(facts.built_year), valid_from).1 AS built
    FROM dwellings AS facts FINAL
    GROUP BY dwelling_key
)
GROUP BY town
ORDER BY town
