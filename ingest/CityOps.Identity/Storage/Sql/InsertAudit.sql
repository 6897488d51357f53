INSERT INTO audit_entries (sequence, at_ms, actor, role, action, subject, reason, previous_hash, hash)
VALUES (@sequence, @at_ms, @actor, @role, @action, @subject, @reason, @previous_hash, @hash)
