-- The district's sites are few; a polygon counts as near by its first corner.
SELECT site_id, coalesce(name, site_id) AS shown, kind, polygon_wkt
FROM sites FINAL
WHERE valid_from <= {at:DateTime64(3, 'UTC')} AND (valid_to IS NULL OR valid_to > {at:DateTime64(3, 'UTC')})
  AND polygon_wkt LIKE 'POLYGON%'
  AND greatCircleDistance({lon:Float64}, {lat:Float64}, readWKTPolygon(polygon_wkt)[1][1].1, readWKTPolygon(polygon_wkt)[1][1].2) <= {radius_m:Float64}
ORDER BY site_id
LIMIT 200
