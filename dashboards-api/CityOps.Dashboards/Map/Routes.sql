-- The permitted routes of an instant, each once, with the widest corridor in metres: most trucks share a few.
SELECT assumeNotNull(route_wkt) AS wkt, min(permit_id), '', 'route', max(toFloat64(coalesce(corridor_m, 0)))
FROM permits FINAL
WHERE valid_from <= {at:DateTime64(3, 'UTC')} AND (valid_to IS NULL OR valid_to > {at:DateTime64(3, 'UTC')}) AND startsWith(coalesce(route_wkt, ''), 'LINESTRING')
GROUP BY wkt
ORDER BY wkt
LIMIT 2000
