SELECT station_id, at, lon, lat, humidity_pct, wind_speed_ms, wind_from_deg
FROM weather FINAL
WHERE at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
ORDER BY station_id, at
