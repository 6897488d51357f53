SELECT mute_id, device_id, signal, valid_from, valid_to, at, lifted_at, lifted_because
FROM device_mutes FINAL
WHERE signal IN ('spillage', 'dust')
