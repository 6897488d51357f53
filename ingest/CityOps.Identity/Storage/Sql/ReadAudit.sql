SELECT sequence, at_ms, actor, role, action, subject, reason, previous_hash, hash
FROM audit_entries
WHERE sequence >= @sequence
ORDER BY sequence
