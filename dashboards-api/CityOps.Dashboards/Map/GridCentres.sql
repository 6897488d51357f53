-- The middle of each grid cell (网格): the mean of the H3 cells (resolution 8, 0.7 km²) in which its dwellings lie. Cells with fewer than {least} dwellings are left out.
SELECT grid, avg(h3ToGeo(cell).2), avg(h3ToGeo(cell).1)
FROM
(
    SELECT argMax(toString(grid_cell), valid_from) AS grid, argMax(h3, valid_from) AS h3_now, h3ToParent(h3_now, 8) AS cell
    FROM dwellings FINAL
    WHERE h3 != 0 AND h3GetResolution(h3) >= 8
    GROUP BY dwelling_key
)
WHERE grid != ''
GROUP BY grid
HAVING count() >= {least:UInt32}
ORDER BY grid
LIMIT 20000
