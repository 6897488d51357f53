SELECT toString(tuple(truck_id, at)) AS key, toString(tuple(round(lon, 6), round(lat, 6), speed_kmh, load, lid)) AS value
FROM truck_positions
