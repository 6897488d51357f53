SELECT
    l.topic AS topic,
    l.origin AS origin,
    toInt64(l.row) AS row,
    l.field AS field,
    l.reason AS reason,
    l.sealed_payload AS sealed_payload,
    toUnixTimestamp64Milli(l.at) AS at_ms,
    l.content_type AS content_type,
    toUnixTimestamp64Milli(r.requeued_at) AS requeued_ms,
    r.requeued_by AS requeued_by,
    r.note AS note
FROM dead_letters AS l
LEFT JOIN dead_letter_requeues AS r ON r.id = l.id AND r.refused_at = l.at
WHERE l.id = {id:String}
