INSERT INTO bulk_reveals (bulk_id, requested_by, role, purpose, reason, requested_at_ms, decided_by, allowed, decided_at_ms)
VALUES (@bulk_id, @requested_by, @role, @purpose, @reason, @requested_at_ms, '', 0, 0)
