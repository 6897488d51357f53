-- Dwellings that meters were booked to and of which the register says nothing.
SELECT toInt64(uniqExact(dwelling_key)) FROM meter_dwellings WHERE dwelling_key != 0 AND dwelling_key NOT IN (SELECT dwelling_key FROM dwellings)
