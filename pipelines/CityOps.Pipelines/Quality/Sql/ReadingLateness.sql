-- Seconds from a meter's reading to its arrival. What is older than the first arrival is history that was loaded when the stream began: it could not have come in time.
WITH (SELECT min(received_at) FROM readings WHERE utility = {utility:String} AND meter_key <= {last_meter:UInt64} AND read_at >= {from:DateTime('UTC')} AND read_at < {to:DateTime('UTC')}) AS begun
SELECT
    toInt64(count()) AS all_rows,
    toInt64(countIf(read_at < begun)) AS history,
    toInt64(countIf(read_at >= begun AND late_s > {allowed_s:Float64})) AS late,
    toFloat64(quantileExactIf(0.5)(late_s, read_at >= begun)) AS p50,
    toFloat64(quantileExactIf(0.95)(late_s, read_at >= begun)) AS p95,
    toFloat64(quantileExactIf(0.99)(late_s, read_at >= begun)) AS p99
FROM (SELECT read_at, dateDiff('millisecond', read_at, received_at) / 1000 AS late_s FROM readings WHERE utility = {utility:String} AND meter_key <= {last_meter:UInt64} AND read_at >= {from:DateTime('UTC')} AND read_at < {to:DateTime('UTC')})
