-- Every permit that is or will be valid, and those that ended in the last year; the latest beginning first.
SELECT toString(permit_id), toString(truck_id), valid_from, valid_to, coalesce(daily_from, ''), coalesce(daily_to, ''), coalesce(toString(loading_site), ''), coalesce(toString(disposal_site), ''),
       coalesce(route_wkt, ''), corridor_m
FROM permits FINAL
WHERE valid_to IS NULL OR valid_to > {at:DateTime64(3, 'UTC')} - INTERVAL 1 YEAR
ORDER BY valid_from DESC, permit_id
LIMIT 5000
