-- At most one position for each step of time; the sort key is by place, so the partition of the day and the truck narrow it down.
SELECT at, lon, lat, speed_kmh, load, lid
FROM truck_positions
WHERE truck_id = {truck_id:String} AND at >= {from:DateTime64(3, 'UTC')} AND at < {to:DateTime64(3, 'UTC')}
ORDER BY at
LIMIT 1 BY intDiv(toUnixTimestamp64Milli(at), {step_ms:Int64})
