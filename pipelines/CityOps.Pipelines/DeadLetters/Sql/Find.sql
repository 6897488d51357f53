SELECT
    l.id AS id,
    l.topic AS topic,
    l.origin AS origin,
    toInt64(l.row) AS row,
    l.field AS field,
    l.code AS code,
    l.reason AS reason,
    l.detail AS detail,
    toUnixTimestamp64Milli(if(toUnixTimestamp64Milli(l.first_at) = 0, l.at, l.first_at)) AS first_ms,
    toUnixTimestamp64Milli(l.at) AS at_ms,
    toInt64(l.attempts) AS attempts,
    l.content_type AS content_type,
    r.requeued_by AS requeued_by,
    toUnixTimestamp64Milli(r.requeued_at) AS requeued_ms,
    r.note AS note,
    l.sealed_payload AS sealed_payload
FROM dead_letters AS l
LEFT JOIN dead_letter_requeues AS r ON r.id = l.id AND r.refused_at = l.at
WHERE l.id = {id:String}
