-- The mean day of some dwellings, hour by local hour, for the charts of a case.
SELECT dwelling_key, utility, toUInt8(toHour(hour, {zone:String})) AS local_hour, sum(consumption) / uniqExact(toDate(hour, {zone:String})) AS mean_used
FROM consumption_hours FINAL
WHERE dwelling_key IN {keys:Array(UInt64)} AND hour >= {from:DateTime('UTC')} AND hour < {to:DateTime('UTC')}
GROUP BY dwelling_key, utility, local_hour
ORDER BY dwelling_key, utility, local_hour
