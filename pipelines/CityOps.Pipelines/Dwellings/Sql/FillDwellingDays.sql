-- Fills the local days of [{from:DateTime}, {to:DateTime}) from the hours. Hours count where half of them was read; several meters of one
-- utility add up. Tombstones are read too (final = 0), since a vanished hour must raise the day's version.
INSERT INTO dwelling_days (dwelling_key, utility, day, hours, used, night, morning, evening, peak_hour, valley_hour, squares, active_hours, shower_hours, version)
SELECT
    dwelling_key,
    utility,
    day,
    countIf(is_known) AS hours,
    sumIf(used_in_hour, is_known) AS used,
    sumIf(used_in_hour, is_known AND local_hour < 6) AS night,
    sumIf(used_in_hour, is_known AND local_hour >= 6 AND local_hour < 10) AS morning,
    sumIf(used_in_hour, is_known AND local_hour >= 18) AS evening,
    maxIf(used_in_hour, is_known) AS peak_hour,
    minIf(used_in_hour, is_known) AS valley_hour,
    sumIf(used_in_hour * used_in_hour, is_known) AS squares,
    -- In use: 5 L of water, 0.3 kWh, 0.03 m³ of gas.
    countIf(is_known AND used_in_hour >= multiIf(utility = 'water', 0.005, utility = 'gas', 0.03, 0.3)) AS active_hours,
    countIf(is_known AND utility = 'water' AND used_in_hour >= 0.04) AS shower_hours,
    max(newest) AS version
FROM
(
    SELECT
        dwelling_key,
        utility,
        toDate(hour, {zone:String}) AS day,
        toHour(hour, {zone:String}) AS local_hour,
        hour,
        countIf(is_live) > 0 AS is_known,
        sumIf(amount, is_live) AS used_in_hour,
        max(version_of_meter) AS newest
    FROM
    (
        SELECT
            dwelling_key,
            utility,
            meter_key,
            hour,
            argMax((consumption, covered_s, is_deleted), version) AS latest,
            latest.1 * 3600 / greatest(latest.2, 1) AS amount,
            latest.3 = 0 AND latest.2 >= 1800 AS is_live,
            max(version) AS version_of_meter
        FROM consumption_hours
        WHERE hour >= {from:DateTime('UTC')} AND hour < {to:DateTime('UTC')}
        GROUP BY dwelling_key, utility, meter_key, hour
    )
    GROUP BY dwelling_key, utility, hour
)
GROUP BY dwelling_key, utility, day
SETTINGS final = 0, insert_deduplicate = 0
