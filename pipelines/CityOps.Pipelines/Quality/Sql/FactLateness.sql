-- Seconds from the day that a household fact holds from to its arrival, of those that arrived in a time; the register as it was loaded at first is told apart.
WITH (SELECT min(received_at) FROM dwellings WHERE received_at >= {from:DateTime('UTC')} AND received_at < {to:DateTime('UTC')}) AS begun
SELECT
    toInt64(count()) AS all_rows,
    toInt64(countIf(valid_from < begun)) AS history,
    toInt64(countIf(valid_from >= begun AND late_s > {allowed_s:Float64})) AS late,
    toFloat64(quantileExactIf(0.5)(late_s, valid_from >= begun)) AS p50,
    toFloat64(quantileExactIf(0.95)(late_s, valid_from >= begun)) AS p95,
    toFloat64(quantileExactIf(0.99)(late_s, valid_from >= begun)) AS p99
FROM (SELECT valid_from, dateDiff('millisecond', valid_from, received_at) / 1000 AS late_s FROM dwellings WHERE received_at >= {from:DateTime('UTC')} AND received_at < {to:DateTime('UTC')})
