-- Which of the meters of batch {batch:String} were ever read, and how often at most.
SELECT meter_key, count() AS readings
FROM readings
WHERE meter_key IN (SELECT meter_key FROM changed_meters WHERE batch = {batch:String})
GROUP BY meter_key
ORDER BY meter_key
SETTINGS final = 0
