SELECT lon, lat, at
FROM truck_positions
WHERE toDate(at) >= toDate('2026-01-01') + {first_day:UInt64}
ORDER BY cityHash64(truck_id, at, {seed:UInt64})
LIMIT {count:UInt64}
