-- Seconds from what a roadside sensor, a camera or a caller told to its arrival; history that was loaded when the stream began is told apart.
WITH (SELECT min(received_at) FROM roadside_observations WHERE at >= {from:DateTime('UTC')} AND at < {to:DateTime('UTC')}) AS begun
SELECT
    toInt64(count()) AS all_rows,
    toInt64(countIf(at < begun)) AS history,
    toInt64(countIf(at >= begun AND late_s > {allowed_s:Float64})) AS late,
    toFloat64(quantileExactIf(0.5)(late_s, at >= begun)) AS p50,
    toFloat64(quantileExactIf(0.95)(late_s, at >= begun)) AS p95,
    toFloat64(quantileExactIf(0.99)(late_s, at >= begun)) AS p99
FROM (SELECT at, dateDiff('millisecond', at, received_at) / 1000 AS late_s FROM roadside_observations WHERE at >= {from:DateTime('UTC')} AND at < {to:DateTime('UTC')})
