-- Every site that is valid at an instant, with its speed limit.
SELECT polygon_wkt, toString(site_id), coalesce(name, toString(site_id)), toString(kind), toFloat64(coalesce(max_speed_kmh, 0))
FROM sites FINAL
WHERE valid_from <= {at:DateTime64(3, 'UTC')} AND (valid_to IS NULL OR valid_to > {at:DateTime64(3, 'UTC')})
ORDER BY site_id
LIMIT 5000
