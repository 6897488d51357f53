SELECT toString(tuple(truck_id, started_at)) AS key, toString(tuple(finished_at, round(lon, 6), round(lat, 6), points, load_before, load_after, site_id)) AS value
FROM truck_stops
