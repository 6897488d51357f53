CREATE MATERIALIZED VIEW IF NOT EXISTS meter_dwellings_of_hours TO meter_dwellings AS
SELECT DISTINCT meter_key, dwelling_key
FROM consumption_hours
