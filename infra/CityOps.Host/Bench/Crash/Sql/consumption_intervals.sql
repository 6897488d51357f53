SELECT toString(tuple(dwelling_key, utility, meter_key, register_code, started_at)) AS key, toString(tuple(finished_at, round(consumption, 6), quality)) AS value
FROM consumption_intervals
WHERE is_deleted = 0
