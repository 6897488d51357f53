-- What the border refused: its origin is the upload, which is the same in both runs.
SELECT toString(tuple(topic, origin, row)) AS key, toString(tuple(field, reason)) AS value
FROM dead_letters
WHERE startsWith(origin, 'upload:')
