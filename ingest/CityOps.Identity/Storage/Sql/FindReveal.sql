SELECT reveal_id, bulk_id, actor, work_order_id, case_id, dwelling_key, purpose, granted_at_ms, expires_at_ms
FROM reveals
WHERE reveal_id = @reveal_id
