-- Every dwelling that the meters of batch {batch:String} were ever booked to.
SELECT DISTINCT meter_key, dwelling_key
FROM meter_dwellings
WHERE meter_key IN (SELECT meter_key FROM changed_meters WHERE batch = {batch:String})
SETTINGS final = 0
