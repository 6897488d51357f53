-- Daily totals of some dwellings, for the charts of a case.
SELECT dwelling_key, utility, day, used, hours
FROM dwelling_days FINAL
WHERE dwelling_key IN {keys:Array(UInt64)} AND day >= {from_day:Date} AND day < {to_day:Date}
ORDER BY dwelling_key, utility, day
