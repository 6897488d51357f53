-- Books the pairs of readings that give no hours, of the registers that batch {batch:String} touched: further apart than 6 h, reset, or
-- an implausible jump. A pair needs its other end at any distance up to {max_interval_days:UInt32} days, so series that stand alone
-- within 6 h of the changed span look further; the others do not pay for it. What is booked but no longer a pair gets a tombstone.
INSERT INTO consumption_intervals (dwelling_key, utility, meter_key, register_code, started_at, finished_at, consumption, quality, is_deleted, version)
SELECT dwelling_key, utility, meter_key, register_code, started_at, finished, amount, marked, is_gone, version
FROM
(
    SELECT
        dwelling_key,
        utility,
        meter_key,
        register_code,
        started_at,
        maxIf(finished_at, NOT is_booked) AS finished_new,
        if(is_gone, max(finished_at), finished_new) AS finished,
        sumIf(consumption, NOT is_booked) AS amount,
        maxIf(quality, NOT is_booked) AS marked,
        marked = '' AS is_gone,
        max(max(meter_version)) OVER (PARTITION BY meter_key) AS version,
        max(is_booked) OR NOT is_gone AS is_written
    FROM
    (
        SELECT
            dwelling_key,
            utility,
            meter_key,
            register_code,
            previous_at AS started_at,
            read_at AS finished_at,
            false AS is_booked,
            meter_version,
            toUnixTimestamp64Milli(read_at) - toUnixTimestamp64Milli(previous_at) AS apart_ms,
            multiIf(
                register < previous_register, 'reset',
                (register - previous_register) * 3600000 / apart_ms > multiIf(utility = 'water', {water_limit:Float64}, utility = 'gas', {gas_limit:Float64}, {electricity_limit:Float64}), 'jump',
                apart_ms > 21600000, 'interval',
                '') AS quality,
            if(quality = 'reset', 0, register - previous_register) AS consumption
        FROM
        (
            SELECT
                meter_key,
                utility,
                register_code,
                read_at,
                register,
                if(r.dwelling_key != 0, r.dwelling_key, arrayFirst(l -> l.2 <= read_at AND read_at < l.3, links).4) AS dwelling_key,
                lagInFrame(read_at) OVER series AS previous_at,
                lagInFrame(register) OVER series AS previous_register,
                row_number() OVER series AS place,
                max(r.version) OVER (PARTITION BY meter_key) + link_version AS meter_version,
                read_at >= s.from_at AND previous_at <= s.to_at AS touched
            FROM
            (
                SELECT meter_key, utility, register_code, read_at, register, n.dwelling_key AS dwelling_key, n.version AS version
                FROM
                (
                    SELECT meter_key, utility, register_code, read_at, register, dwelling_key, version
                    FROM readings FINAL
                    PREWHERE read_at >= (SELECT min(from_at) - INTERVAL 6 HOUR FROM changed_registers WHERE batch = {batch:String})
                        AND read_at <= (SELECT max(to_at) + INTERVAL 6 HOUR FROM changed_registers WHERE batch = {batch:String})
                        AND meter_key IN (SELECT meter_key FROM changed_registers WHERE batch = {batch:String})
                ) AS n
                INNER JOIN
                (
                    SELECT meter_key, utility, register_code, min(from_at) AS from_at, max(to_at) AS to_at
                    FROM changed_registers
                    WHERE batch = {batch:String}
                    GROUP BY meter_key, utility, register_code
                ) AS scope USING (meter_key, utility, register_code)
                WHERE read_at >= scope.from_at - INTERVAL 6 HOUR
                    AND read_at <= scope.to_at + INTERVAL 6 HOUR

                UNION ALL

                SELECT meter_key, utility, register_code, max(b.read_at), argMax(b.register, b.read_at), argMax(b.dwelling_key, b.read_at), argMax(b.version, b.read_at)
                FROM
                (
                    SELECT meter_key, utility, register_code, read_at, register, dwelling_key, version
                    FROM readings FINAL
                    PREWHERE (meter_key, utility, register_code) IN
                    (
                        SELECT meter_key, utility, register_code
                        FROM
                        (
                            SELECT meter_key, utility, register_code, read_at
                            FROM readings
                            PREWHERE read_at >= (SELECT min(from_at) - INTERVAL 6 HOUR FROM changed_registers WHERE batch = {batch:String})
                                AND read_at <= (SELECT max(from_at) FROM changed_registers WHERE batch = {batch:String})
                                AND meter_key IN (SELECT meter_key FROM changed_registers WHERE batch = {batch:String})
                        ) AS w
                        INNER JOIN (SELECT meter_key, utility, register_code, min(from_at) AS from_at FROM changed_registers WHERE batch = {batch:String} GROUP BY ALL) AS alone USING (meter_key, utility, register_code)
                        WHERE read_at >= alone.from_at - INTERVAL 6 HOUR
                            AND read_at <= alone.from_at
                        GROUP BY meter_key, utility, register_code
                        HAVING countIf(read_at < alone.from_at) = 0
                    )
                        AND read_at >= (SELECT min(from_at) - toIntervalDay({max_interval_days:UInt32}) FROM changed_registers WHERE batch = {batch:String})
                        AND read_at < (SELECT max(from_at) FROM changed_registers WHERE batch = {batch:String})
                ) AS b
                INNER JOIN
                (
                    SELECT meter_key, utility, register_code, min(from_at) AS from_at
                    FROM changed_registers
                    WHERE batch = {batch:String}
                    GROUP BY meter_key, utility, register_code
                ) AS scope USING (meter_key, utility, register_code)
                WHERE read_at >= scope.from_at - toIntervalDay({max_interval_days:UInt32})
                    AND read_at < scope.from_at - INTERVAL 6 HOUR
                GROUP BY meter_key, utility, register_code

                UNION ALL

                SELECT meter_key, utility, register_code, min(a.read_at), argMin(a.register, a.read_at), argMin(a.dwelling_key, a.read_at), argMin(a.version, a.read_at)
                FROM
                (
                    SELECT meter_key, utility, register_code, read_at, register, dwelling_key, version
                    FROM readings FINAL
                    PREWHERE read_at > (SELECT min(to_at) FROM changed_registers WHERE batch = {batch:String})
                        AND read_at <= (SELECT max(to_at) + toIntervalDay({max_interval_days:UInt32}) FROM changed_registers WHERE batch = {batch:String})
                        AND meter_key IN (SELECT meter_key FROM changed_registers WHERE batch = {batch:String})
                ) AS a
                INNER JOIN
                (
                    SELECT meter_key, utility, register_code, max(to_at) AS to_at
                    FROM changed_registers
                    WHERE batch = {batch:String}
                    GROUP BY meter_key, utility, register_code
                ) AS scope USING (meter_key, utility, register_code)
                WHERE read_at > scope.to_at
                    AND read_at <= scope.to_at + toIntervalDay({max_interval_days:UInt32})
                GROUP BY meter_key, utility, register_code
                HAVING min(a.read_at) > any(scope.to_at) + INTERVAL 6 HOUR
            ) AS r
            INNER JOIN
            (
                SELECT meter_key, utility, register_code, min(from_at) AS from_at, max(to_at) AS to_at
                FROM changed_registers
                WHERE batch = {batch:String}
                GROUP BY meter_key, utility, register_code
            ) AS s USING (meter_key, utility, register_code)
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
            WINDOW series AS (PARTITION BY meter_key, utility, register_code ORDER BY read_at ASC ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
        )
        WHERE place > 1 AND touched AND previous_at >= read_at - toIntervalDay({max_interval_days:UInt32})

        UNION ALL

        SELECT dwelling_key, utility, meter_key, register_code, started_at, finished_at, true AS is_booked, 0 AS meter_version, 0 AS apart_ms, '' AS quality, 0 AS consumption
        FROM consumption_intervals FINAL
        INNER JOIN
        (
            SELECT meter_key, utility, register_code, min(from_at) AS from_at, max(to_at) AS to_at
            FROM changed_registers
            WHERE batch = {batch:String}
            GROUP BY meter_key, utility, register_code
        ) AS scope USING (meter_key, utility, register_code)
        WHERE dwelling_key IN (SELECT dwelling_key FROM meter_dwellings WHERE meter_key IN (SELECT meter_key FROM changed_registers WHERE batch = {batch:String}))
            AND meter_key IN (SELECT meter_key FROM changed_registers WHERE batch = {batch:String})
            AND started_at <= scope.to_at
            AND finished_at >= scope.from_at
    )
    GROUP BY dwelling_key, utility, meter_key, register_code, started_at
)
WHERE is_written
