-- What landed, by the hour it was received. An event's own time bounds the partitions that are read: what is older than that is not counted.
SELECT hour, sum(landed) AS events
FROM
(
    SELECT toStartOfHour(received_at) AS hour, count() AS landed
    FROM readings
    WHERE read_at >= {oldest:DateTime64(3, 'UTC')} AND received_at >= {from:DateTime64(3, 'UTC')} AND received_at < {to:DateTime64(3, 'UTC')}
    GROUP BY hour
    UNION ALL
    SELECT toStartOfHour(received_at) AS hour, count() AS landed
    FROM truck_positions
    WHERE at >= {oldest:DateTime64(3, 'UTC')} AND received_at >= {from:DateTime64(3, 'UTC')} AND received_at < {to:DateTime64(3, 'UTC')}
    GROUP BY hour
    UNION ALL
    SELECT toStartOfHour(received_at) AS hour, count() AS landed
    FROM roadside_observations
    WHERE at >= {oldest:DateTime64(3, 'UTC')} AND received_at >= {from:DateTime64(3, 'UTC')} AND received_at < {to:DateTime64(3, 'UTC')}
    GROUP BY hour
)
GROUP BY hour
ORDER BY hour
