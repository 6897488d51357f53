-- The links of the meters of batch {batch:String}.
SELECT
    meter_key,
    dwelling_key,
    toString(share) AS share,
    toString(tariff) AS tariff,
    ifNull(match_confidence, 1) AS confidence,
    toUnixTimestamp64Milli(valid_from) AS from_ms,
    ifNull(toUnixTimestamp64Milli(valid_to), 9223372036854775807) AS to_ms,
    version
FROM meter_links FINAL
WHERE meter_key IN (SELECT meter_key FROM changed_meters WHERE batch = {batch:String})
ORDER BY meter_key, dwelling_key, valid_from
