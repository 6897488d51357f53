-- Every site that is or will be valid, and those that ended in the last year; the latest beginning first.
SELECT toString(site_id), coalesce(name, ''), toString(kind), polygon_wkt, max_speed_kmh, valid_from, valid_to
FROM sites FINAL
WHERE valid_to IS NULL OR valid_to > {at:DateTime64(3, 'UTC')} - INTERVAL 1 YEAR
ORDER BY valid_from DESC, site_id
LIMIT 5000
