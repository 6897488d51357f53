-- How many days of each dwelling the marks {marks:Array(UInt64)} name.
SELECT dwelling_key, uniqExact(day) AS days
FROM changed_days
WHERE mark IN {marks:Array(UInt64)}
GROUP BY dwelling_key
ORDER BY dwelling_key
