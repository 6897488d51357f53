CREATE MATERIALIZED VIEW IF NOT EXISTS meter_dwellings_of_intervals TO meter_dwellings AS
SELECT DISTINCT meter_key, dwelling_key
FROM consumption_intervals
