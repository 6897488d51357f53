SELECT site_id, coalesce(name, ''), kind, polygon_wkt, valid_from, valid_to
FROM sites FINAL
WHERE polygon_wkt != ''
