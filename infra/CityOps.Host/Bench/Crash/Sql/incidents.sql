SELECT toString(tuple(kind, truck_id, started_at)) AS key, toString(tuple(incident_id, finished_at, round(score, 6), state)) AS value
FROM incidents
