SELECT requested_by, purpose, reason, requested_at_ms, decided_by, allowed, decided_at_ms
FROM bulk_reveals
WHERE bulk_id = @bulk_id
