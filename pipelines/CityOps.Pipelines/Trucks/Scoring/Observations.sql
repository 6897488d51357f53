SELECT sensor_id, at, lon, lat, kind, value, humidity_pct, confidence
FROM roadside_observations FINAL
WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')} AND kind IN ('pm10', 'camera_spill', 'camera_uncovered', 'citizen_report')
