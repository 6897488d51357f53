-- Spills that cameras saw around the place. One that does not say how sure it is counts as half sure.
SELECT at, lon, lat, toFloat64(ifNull(confidence, 0.5)) AS confidence
FROM roadside_observations FINAL
WHERE kind = 'camera_spill'
  AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
  AND greatCircleDistance({lon:Float64}, {lat:Float64}, lon, lat) <= {radius_m:Float64}
ORDER BY at, lon, lat
LIMIT 10000
