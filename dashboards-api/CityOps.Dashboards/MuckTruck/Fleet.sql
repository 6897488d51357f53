-- The latest position of each truck. Late points come in any order, so the latest is by the truck's own clock; a day's partition is read, no more.
SELECT
    truck_id,
    max(at) AS latest,
    argMax(lon, (at, version)),
    argMax(lat, (at, version)),
    argMax(tuple(speed_kmh), (at, version)).1,
    argMax(tuple(course_deg), (at, version)).1,
    argMax(load, (at, version)),
    argMax(lid, (at, version))
FROM truck_positions
WHERE at >= {since:DateTime64(3, 'UTC')} AND at <= {until:DateTime64(3, 'UTC')}
GROUP BY truck_id
ORDER BY truck_id
