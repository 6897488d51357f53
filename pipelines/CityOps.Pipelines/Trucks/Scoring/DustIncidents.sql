SELECT truck_id, started_at, finished_at
FROM incidents FINAL
WHERE kind = 'dust' AND started_at >= {from:DateTime64(3, 'UTC')} AND started_at < {to:DateTime64(3, 'UTC')} AND state != 'withdrawn'
ORDER BY truck_id, started_at
