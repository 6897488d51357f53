UPDATE reveals SET granted_at_ms = @granted_at_ms, expires_at_ms = @expires_at_ms WHERE bulk_id = @bulk_id
