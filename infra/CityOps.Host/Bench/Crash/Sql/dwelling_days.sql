SELECT toString(tuple(dwelling_key, utility, day)) AS key, toString(tuple(hours, round(used, 6))) AS value
FROM dwelling_days
WHERE is_deleted = 0
