-- Differences the registers that batch {batch:String} touched and spreads them over UTC hours.
-- Pairs of readings at most 6 h apart give hours. An hour is rewritten when a pair that touches the changed span reaches into it, and
-- then from all of its pairs: those lie within 13 h of the span (6 h of the touched pair, its hour, 6 h of the other pair).
-- The version grows with the set of readings and links seen, so that the later of two recomputations stands whoever wrote it.
INSERT INTO consumption_hours (dwelling_key, utility, meter_key, hour, consumption, quality, covered_s, is_deleted, version)
SELECT
    dwelling_key,
    utility,
    meter_key,
    hour,
    if(has_total, total_consumption, parts_consumption) AS consumption,
    multiIf(rank = 3, 'reset', rank = 2, 'jump', covered_s < 3600, 'gap', rank = 1, 'spread', 'measured') AS quality,
    covered_s,
    0 AS is_deleted,
    version
FROM
(
    SELECT
        dwelling_key,
        utility,
        meter_key,
        hour,
        countIf(register_code = 'total') > 0 AS has_total,
        sumIf(share, register_code = 'total') AS total_consumption,
        sumIf(share, register_code != 'total') AS parts_consumption,
        if(has_total, maxIf(mark, register_code = 'total'), max(mark)) AS rank,
        sumIf(known_ms, register_code = 'total') AS total_ms,
        sumIf(known_ms, register_code = 'peak') AS peak_ms,
        sumIf(known_ms, register_code = 'valley') AS valley_ms,
        -- A meter read by tariff is covered where each of its registers is.
        intDiv(multiIf(has_total, total_ms, uniqExact(register_code) > 1, least(peak_ms, valley_ms), peak_ms + valley_ms), 1000) AS covered_s,
        max(meter_version) AS version
    FROM
    (
        SELECT
            dwelling_key,
            utility,
            meter_key,
            register_code,
            meter_version,
            touched,
            arrayJoin(range(toUInt32(toStartOfHour(previous_at)), toUInt32(ceil(toUnixTimestamp64Milli(read_at) / 1000)), 3600)) AS hour_s,
            toDateTime(hour_s, 'UTC') AS hour,
            toUnixTimestamp64Milli(previous_at) AS from_ms,
            toUnixTimestamp64Milli(read_at) AS to_ms,
            least(to_ms, (toInt64(hour_s) + 3600) * 1000) - greatest(from_ms, toInt64(hour_s) * 1000) AS overlap_ms,
            multiIf(
                register < previous_register, 3,
                (register - previous_register) * 3600000 / (to_ms - from_ms) > multiIf(utility = 'water', {water_limit:Float64}, utility = 'gas', {gas_limit:Float64}, {electricity_limit:Float64}), 2,
                to_ms - from_ms > 5400000, 1,
                0) AS mark,
            if(mark >= 2, 0, overlap_ms) AS known_ms,
            if(mark >= 2, 0, (register - previous_register) * overlap_ms / (to_ms - from_ms)) AS share
        FROM
        (
            SELECT
                meter_key,
                utility,
                register_code,
                read_at,
                register,
                -- The reading that ends the pair says whose it is; where it does not, the best link as of that instant.
                if(r.dwelling_key != 0, r.dwelling_key, arrayFirst(l -> l.2 <= read_at AND read_at < l.3, links).4) AS dwelling_key,
                lagInFrame(read_at) OVER series AS previous_at,
                lagInFrame(register) OVER series AS previous_register,
                row_number() OVER series AS place,
                max(r.version) OVER (PARTITION BY meter_key) + link_version AS meter_version,
                read_at >= s.from_at AND previous_at <= s.to_at AS touched
            FROM
            (
                -- By columns of the sort key alone, so it may come before FINAL; the instants first, since they exclude most.
                SELECT meter_key, utility, register_code, read_at, register, dwelling_key, version
                FROM readings FINAL
                PREWHERE read_at >= (SELECT min(from_at) - INTERVAL 13 HOUR FROM changed_registers WHERE batch = {batch:String})
                    AND read_at <= (SELECT max(to_at) + INTERVAL 13 HOUR FROM changed_registers WHERE batch = {batch:String})
                    AND meter_key IN (SELECT meter_key FROM changed_registers WHERE batch = {batch:String})
            ) AS r
            INNER JOIN
            (
                SELECT meter_key, min(from_at) AS from_at, max(to_at) AS to_at
                FROM changed_registers
                WHERE batch = {batch:String}
                GROUP BY meter_key
            ) AS s USING (meter_key)
            LEFT JOIN
            (
                SELECT
                    meter_key,
                    max(version) AS link_version,
                    arrayReverseSort(groupArrayIf((ifNull(match_confidence, 1), valid_from, ifNull(valid_to, toDateTime64('2299-12-31', 3, 'UTC')), dwelling_key), share = 'own')) AS links
                FROM meter_links FINAL
                WHERE meter_key IN (SELECT meter_key FROM changed_registers WHERE batch = {batch:String})
                GROUP BY meter_key
            ) AS l USING (meter_key)
            WHERE read_at >= s.from_at - INTERVAL 13 HOUR
                AND read_at <= s.to_at + INTERVAL 13 HOUR
            WINDOW series AS (PARTITION BY meter_key, utility, register_code ORDER BY read_at ASC ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
        )
        WHERE place > 1 AND read_at <= previous_at + INTERVAL 6 HOUR
    )
    GROUP BY dwelling_key, utility, meter_key, hour
    HAVING max(touched)
)
