SELECT toString(tuple(truck_id, started_at)) AS key, toString(tuple(finished_at, round(distance_m, 3), points, load)) AS value
FROM truck_trips
