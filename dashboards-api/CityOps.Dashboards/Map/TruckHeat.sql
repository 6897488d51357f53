-- Of each cell: incidents that stand. A truck on a road names no household; the cell is as fine as it was asked for.
SELECT h3ToString(geoToH3(lat, lon, {resolution:UInt8})) AS cell, '' AS town, count() AS flagged, count() AS scored
FROM incidents FINAL
WHERE state != 'withdrawn' AND started_at >= {since:DateTime64(3, 'UTC')}
GROUP BY cell
ORDER BY cell
LIMIT 20000
