UPDATE bulk_reveals
SET decided_by = @decided_by, allowed = @allowed, decided_at_ms = @decided_at_ms
WHERE bulk_id = @bulk_id AND decided_at_ms = 0
