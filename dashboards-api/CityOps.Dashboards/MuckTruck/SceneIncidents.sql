SELECT incident_id, toString(kind), started_at, finished_at, lon, lat, score, toString(state)
FROM incidents FINAL
WHERE truck_id = {truck_id:String} AND started_at < {to:DateTime64(3, 'UTC')} AND finished_at >= {from:DateTime64(3, 'UTC')}
ORDER BY started_at
LIMIT 500
