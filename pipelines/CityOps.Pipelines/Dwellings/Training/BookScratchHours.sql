-- Spreads a scratch district's registers over hours, for a share of its meters at a time: what landing does around changed readings, done once for
-- all of them. A register that fell gives no hours.
INSERT INTO consumption_hours (dwelling_key, utility, meter_key, hour, consumption, quality, covered_s, is_deleted, version)
SELECT
    dwelling_key,
    utility,
    meter_key,
    toDateTime(hour_s, 'UTC') AS hour,
    sum(used * overlap_ms / apart_ms) AS consumption,
    if(covered_s < 3600, 'gap', 'measured') AS quality,
    intDiv(sum(overlap_ms), 1000) AS covered_s,
    0 AS is_deleted,
    max(newest) AS version
FROM
(
    SELECT
        dwelling_key,
        utility,
        meter_key,
        register - previous_register AS used,
        toUnixTimestamp64Milli(previous_at) AS from_ms,
        toUnixTimestamp64Milli(read_at) AS to_ms,
        to_ms - from_ms AS apart_ms,
        arrayJoin(range(toUInt32(toStartOfHour(previous_at)), toUInt32(ceil(to_ms / 1000)), 3600)) AS hour_s,
        least(to_ms, (toInt64(hour_s) + 3600) * 1000) - greatest(from_ms, toInt64(hour_s) * 1000) AS overlap_ms,
        newest
    FROM
    (
        SELECT
            dwelling_key,
            utility,
            meter_key,
            read_at,
            register,
            version AS newest,
            lagInFrame(read_at) OVER series AS previous_at,
            lagInFrame(register) OVER series AS previous_register,
            row_number() OVER series AS place
        FROM readings
        WHERE meter_key % {parts:UInt32} = {part:UInt32}
            AND read_at >= {from:DateTime('UTC')} - INTERVAL 2 HOUR AND read_at <= {to:DateTime('UTC')} + INTERVAL 2 HOUR
        WINDOW series AS (PARTITION BY meter_key ORDER BY read_at ASC ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
    )
    WHERE place > 1 AND read_at > previous_at AND read_at <= previous_at + INTERVAL 6 HOUR AND register >= previous_register
)
GROUP BY dwelling_key, utility, meter_key, hour_s
SETTINGS insert_deduplicate = 0
