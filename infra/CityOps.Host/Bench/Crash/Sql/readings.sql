SELECT toString(tuple(meter_key, utility, register_code, read_at)) AS key, toString(tuple(dwelling_key, register)) AS value
FROM readings
