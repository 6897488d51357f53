-- How many meters there are whose use was ever booked to a dwelling.
SELECT toInt64(uniq(meter_key)) FROM meter_dwellings
