-- Trucks by any part of the plate, or by their own id or the phone of their terminal from its beginning or its end, as each is registered now.
SELECT id, coalesce(plate_now, '')
FROM
(
    SELECT toString(truck_id) AS id, argMax(tuple(plate), valid_from).1 AS plate_now, argMax(tuple(terminal_phone), valid_from).1 AS phone_now
    FROM trucks FINAL
    GROUP BY truck_id
)
WHERE positionCaseInsensitiveUTF8(replaceRegexpAll(coalesce(plate_now, ''), '[\\s·.-]', ''), {plate:String}) > 0
   OR startsWith(upperUTF8(id), upperUTF8({text:String}))
   OR (length({phone:String}) >= 5 AND (endsWith(coalesce(phone_now, ''), {phone:String}) OR startsWith(coalesce(phone_now, ''), {phone:String})))
ORDER BY length(id), id
LIMIT {most:UInt32}
