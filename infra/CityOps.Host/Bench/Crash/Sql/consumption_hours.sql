SELECT toString(tuple(dwelling_key, utility, meter_key, hour)) AS key, toString(tuple(round(consumption, 6), quality, covered_s)) AS value
FROM consumption_hours
WHERE is_deleted = 0
