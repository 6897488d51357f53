-- A dwelling's hours by the local clock: all its own meters together, and how the hour came about where it was not simply read.
SELECT
    toString(utility),
    toDate(hour, {zone:String}) AS day,
    toUInt8(toHour(hour, {zone:String})) AS local_hour,
    toFloat64(sum(consumption)) AS used,
    multiIf(countIf(quality = 'reset') > 0, 'reset', countIf(quality = 'jump') > 0, 'jump', countIf(quality = 'gap') > 0, 'gap', '') AS mark
FROM consumption_hours FINAL
WHERE dwelling_key = {key:UInt64} AND hour >= {from:DateTime('UTC')} AND hour < {to:DateTime('UTC')}
GROUP BY utility, day, local_hour
ORDER BY utility, day, local_hour
