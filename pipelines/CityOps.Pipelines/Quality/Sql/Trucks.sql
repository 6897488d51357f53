-- How many trucks sent a position in a time.
SELECT toInt64(uniq(truck_id)) FROM truck_positions WHERE at >= {from:DateTime('UTC')} AND at < {to:DateTime('UTC')}
