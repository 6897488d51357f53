-- How many of the meters that batch {batch:String} touched were ever booked to more than one dwelling.
SELECT count() AS moved
FROM
(
    SELECT meter_key
    FROM meter_dwellings FINAL
    WHERE meter_key IN (SELECT meter_key FROM changed_registers WHERE batch = {batch:String})
    GROUP BY meter_key
    HAVING count() > 1
)
