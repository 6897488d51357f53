-- An hour is always rewritten whole, with one version for all the dwellings that share it. So a row that was left behind at an older
-- version belongs to a dwelling the meter no longer serves: it gets a tombstone.
INSERT INTO consumption_hours (dwelling_key, utility, meter_key, hour, consumption, quality, covered_s, is_deleted, version)
SELECT dwelling_key, utility, meter_key, hour, 0, '', 0, 1, newest
FROM
(
    SELECT dwelling_key, utility, meter_key, hour, version, max(version) OVER (PARTITION BY meter_key, utility, hour) AS newest
    FROM consumption_hours FINAL
    WHERE (meter_key IN (SELECT meter_key FROM changed_registers WHERE batch = {batch:String}))
        AND dwelling_key IN
        (
            SELECT dwelling_key
            FROM meter_dwellings
            WHERE meter_key IN (SELECT meter_key FROM changed_registers WHERE batch = {batch:String})
        )
        AND hour >= (SELECT toDateTime(min(from_at), 'UTC') - INTERVAL 13 HOUR FROM changed_registers WHERE batch = {batch:String})
        AND hour <= (SELECT toDateTime(max(to_at), 'UTC') + INTERVAL 13 HOUR FROM changed_registers WHERE batch = {batch:String})
)
WHERE version < newest
