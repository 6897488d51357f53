-- Each truck's loaded points of a stretch of time, each once; a load that no bit tells is what weighs over 22 t.
SELECT truck_id, at, lon, lat, speed_kmh, load, lid, weight_kg, accel_rms
FROM truck_positions
WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND (load IN ('half', 'full') OR (load = 'unknown' AND weight_kg > 22000))
ORDER BY truck_id, at, version DESC
LIMIT 1 BY truck_id, at
