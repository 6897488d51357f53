-- The cells around the place come first in the key, the days are partitions: a short range of each. A position that was put in twice counts once.
SELECT truck_id, at, lon, lat, speed_kmh, load, lid, weight_kg, accel_rms
FROM truck_positions
WHERE h3_8 IN (SELECT arrayJoin(h3kRing(geoToH3({lat:Float64}, {lon:Float64}, 8), {rings:UInt16})))
  AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
  AND greatCircleDistance({lon:Float64}, {lat:Float64}, lon, lat) <= {radius_m:Float64}
ORDER BY truck_id, at, version DESC
LIMIT 1 BY truck_id, at
LIMIT 200000
