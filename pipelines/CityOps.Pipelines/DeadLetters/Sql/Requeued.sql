INSERT INTO dead_letter_requeues (id, refused_at, requeued_at, requeued_by, note, version)
SELECT {id:String}, fromUnixTimestamp64Milli({refused_ms:Int64}, 'UTC'), fromUnixTimestamp64Milli({requeued_ms:Int64}, 'UTC'), {requeued_by:String}, {note:String}, toUInt64({requeued_ms:Int64})
SETTINGS async_insert = 0, insert_deduplicate = 0
