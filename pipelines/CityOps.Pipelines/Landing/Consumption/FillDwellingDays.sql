-- Fills the days that are marked as changed of the dwellings from {from_key:UInt64} to {to_key:UInt64}. An hour counts where half of it was read. Meters that follow
-- each other in one hour share it; meters that run side by side add up. Amounts are summed as whole millionths, so that their order does not matter.
-- Tombstones are read too (final = 0): they are part of the version. Hours come in the order of the table's key, so few are in memory at a time:
-- all parts are read at once, each in blocks of one granule.
INSERT INTO dwelling_days
(
    dwelling_key, utility, day, hours, used, night, morning, evening, peak_hour, valley_hour, squares,
    active_hours, shower_hours, still_hours, night_uses, busy_hours, heavy_hours, broken_hours, is_deleted, version
)
SELECT
    dwelling_key,
    utility,
    day,
    countIf(is_known) AS hours,
    sumIf(millionths, is_known) / 1000000 AS used,
    sumIf(millionths, is_known AND local_hour < 6) / 1000000 AS night,
    sumIf(millionths, is_known AND local_hour >= 6 AND local_hour < 10) / 1000000 AS morning,
    sumIf(millionths, is_known AND local_hour >= 18) / 1000000 AS evening,
    maxIf(millionths, is_known) / 1000000 AS peak_hour,
    minIf(millionths, is_known) / 1000000 AS valley_hour,
    sumIf(millionths * millionths, is_known) / 1000000000000 AS squares,
    -- In use: 5 L of water, 0.3 kWh, 0.03 m³ of gas.
    countIf(is_known AND millionths >= multiIf(utility = 'water', 5000, utility = 'gas', 30000, 300000)) AS active_hours,
    countIf(is_known AND utility = 'water' AND millionths >= 40000) AS shower_hours,
    countIf(is_known AND millionths = 0) AS still_hours,
    -- Some use by night: 3 L, 0.15 kWh, 0.01 m³. Much: 15 L, 0.6 kWh, 0.1 m³. Very much: 80 L, 1.2 kWh, 0.3 m³.
    countIf(is_known AND local_hour < 6 AND millionths >= multiIf(utility = 'water', 3000, utility = 'gas', 10000, 150000)) AS night_uses,
    countIf(is_known AND millionths >= multiIf(utility = 'water', 15000, utility = 'gas', 100000, 600000)) AS busy_hours,
    countIf(is_known AND millionths >= multiIf(utility = 'water', 80000, utility = 'gas', 300000, 1200000)) AS heavy_hours,
    countIf(is_broken) AS broken_hours,
    NOT max(is_own) AS is_deleted,
    sum(versions) AS version
FROM
(
    SELECT
        dwelling_key,
        utility,
        toDate(hour, {zone:String}) AS day,
        toHour(hour, {zone:String}) AS local_hour,
        sumIf(latest_s, latest_is_own) AS known_s,
        known_s >= 1800 AS is_known,
        toInt64(round(if(
            known_s <= 3600,
            sumIf(toInt64(round(latest_used * 1000000)), latest_is_own) * 3600 / greatest(known_s, 1),
            sumIf(round(latest_used * 1000000) * 3600 / latest_s, latest_is_own AND latest_s >= 1800)))) AS millionths,
        countIf(latest_is_own AND latest_is_broken) > 0 AS is_broken,
        countIf(latest_is_own) > 0 AS is_own,
        sum(newest) AS versions
    FROM
    (
        SELECT
            dwelling_key,
            utility,
            meter_key,
            hour,
            argMax(consumption, version) AS latest_used,
            -- Numbers in one: an argMax of tuples or strings took most of the time.
            argMax(covered_s * 4 + (quality IN ('reset', 'jump')) * 2 + (attribution = 'own' AND NOT is_deleted), version) AS latest,
            intDiv(latest, 4) AS latest_s,
            bitTest(latest, 1) AS latest_is_broken,
            bitTest(latest, 0) AS latest_is_own,
            max(version) AS newest
        FROM consumption_hours
        PREWHERE dwelling_key >= {from_key:UInt64} AND dwelling_key <= {to_key:UInt64}
            AND hour >= (SELECT toDateTime(min(day), 'UTC') - INTERVAL 1 DAY FROM changed_days WHERE mark IN {marks:Array(UInt64)})
            AND hour < (SELECT toDateTime(max(day), 'UTC') + INTERVAL 2 DAY FROM changed_days WHERE mark IN {marks:Array(UInt64)})
        WHERE (dwelling_key, toDate(hour, {zone:String})) IN (SELECT dwelling_key, day FROM changed_days WHERE mark IN {marks:Array(UInt64)})
        GROUP BY dwelling_key, utility, meter_key, hour
    )
    GROUP BY dwelling_key, utility, hour
)
GROUP BY dwelling_key, utility, day
SETTINGS final = 0, insert_deduplicate = 0, optimize_on_insert = 0, optimize_aggregation_in_order = 1, max_threads = 1, max_block_size = 8192,
    max_read_buffer_size_local_fs = 65536
