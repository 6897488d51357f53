-- The inserts of changed days that are still to be filled.
SELECT DISTINCT mark
FROM changed_days
