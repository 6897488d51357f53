SELECT bulk_id FROM bulk_reveals WHERE decided_at_ms = 0 ORDER BY requested_at_ms LIMIT 200
