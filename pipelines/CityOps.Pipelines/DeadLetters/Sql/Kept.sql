SELECT sealed_payload, content_type
FROM dead_letters
WHERE topic = {topic:String} AND origin = {origin:String} AND row = {row:UInt32}
