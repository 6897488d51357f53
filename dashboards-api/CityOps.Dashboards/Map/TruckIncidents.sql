-- Where each truck last did what it is suspected of, by kind.
SELECT toString(truck_id), toString(kind), argMax(lon, started_at), argMax(lat, started_at)
FROM incidents FINAL
WHERE truck_id IN {trucks:Array(String)} AND state != 'withdrawn'
GROUP BY truck_id, kind
