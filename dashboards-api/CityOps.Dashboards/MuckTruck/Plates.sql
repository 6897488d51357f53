-- The plate that each registered truck has now.
SELECT truck_id, plate
FROM
(
    SELECT toString(truck_id) AS truck_id, coalesce(argMax(tuple(plate), valid_from).1, '') AS plate
    FROM trucks FINAL
    GROUP BY truck_id
)
WHERE plate != ''
ORDER BY truck_id
LIMIT {most:UInt32}
