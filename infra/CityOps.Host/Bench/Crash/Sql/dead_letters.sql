SELECT toString(tuple(topic, origin, row)) AS key, toString(tuple(field, reason)) AS value
FROM dead_letters
