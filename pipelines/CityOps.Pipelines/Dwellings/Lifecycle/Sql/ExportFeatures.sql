-- Features of the window with the last outcome of a visit before its end's instant, without anything that says which dwelling it is.
SELECT
    sipHash64Keyed(({secret_low:UInt64}, {secret_high:UInt64}), f.dwelling_key) AS row_key,
    {to_day:Date} AS window_end,
    f.* EXCEPT (dwelling_key, newest, grid_cell, building_id, h3, kinship, built_year),
    l.outcome AS outcome,
    l.people_found AS people_found,
    l.found_by AS found_by
FROM
(
/* features */
) AS f
LEFT JOIN
(
    SELECT
        toUInt64OrZero(subject) AS dwelling_key,
        argMax(toString(outcome), at) AS outcome,
        argMax(tuple(people_found), at).1 AS people_found,
        argMax(toString(found_by), at) AS found_by
    FROM labels FINAL
    WHERE scenario = {scenario:String} AND at <= {as_of:DateTime64(3, 'UTC')}
    GROUP BY dwelling_key
) AS l ON f.dwelling_key = l.dwelling_key
ORDER BY row_key
