-- The routes that the truck's permits name, as they were valid at any time of the replay.
SELECT permit_id, assumeNotNull(route_wkt), corridor_m, toString(daily_from), toString(daily_to)
FROM permits FINAL
WHERE truck_id = {truck_id:String} AND valid_from < {to:DateTime64(3, 'UTC')} AND (valid_to IS NULL OR valid_to > {from:DateTime64(3, 'UTC')})
  AND startsWith(coalesce(route_wkt, ''), 'LINESTRING')
ORDER BY permit_id
LIMIT 50
