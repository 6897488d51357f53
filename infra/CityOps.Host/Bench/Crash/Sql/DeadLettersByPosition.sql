-- What landing refused: its origin is the message's place in the log, which is of one run alone.
SELECT origin AS key, toString(tuple(topic, row, field)) AS value
FROM dead_letters
WHERE NOT startsWith(origin, 'upload:')
