SELECT photo_id, work_order_id, sha256 FROM photos WHERE uploaded_at_ms < @before ORDER BY uploaded_at_ms, photo_id LIMIT @limit
