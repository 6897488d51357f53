SELECT
    l.topic AS topic,
    l.field AS field,
    l.code AS code,
    l.reason AS reason,
    toInt64(count()) AS letters,
    toInt64(countIf(r.requeued_by = '')) AS open,
    toUnixTimestamp64Milli(max(l.at)) AS last_ms
FROM dead_letters AS l
LEFT JOIN dead_letter_requeues AS r ON r.id = l.id AND r.refused_at = l.at
WHERE ({topic:String} = '' OR l.topic = {topic:String})
    AND ({field:String} = '' OR l.field = {field:String})
    AND ({reason:String} = '' OR l.code = {reason:String} OR positionCaseInsensitiveUTF8(l.reason, {reason:String}) > 0)
    AND toUnixTimestamp64Milli(l.at) >= {since_ms:Int64}
    AND ({open_only:UInt8} = 0 OR r.requeued_by = '')
GROUP BY topic, field, code, reason
ORDER BY letters DESC, topic, field, code, reason
LIMIT 100
