-- What else is known of a dwelling in the window: complaints, filings, checks; counts of parcels say nothing by the day and are left out.
SELECT at, toString(kind), toFloat64(coalesce(value, 0))
FROM dwelling_signals FINAL
WHERE dwelling_key = {key:UInt64} AND at >= {from:DateTime('UTC')} AND at < {to:DateTime('UTC')} AND kind != 'parcel_count'
ORDER BY at
LIMIT 200
