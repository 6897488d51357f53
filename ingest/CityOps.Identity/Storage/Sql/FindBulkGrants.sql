SELECT reveal_id, bulk_id, actor, work_order_id, case_id, dwelling_key, purpose, granted_at_ms, expires_at_ms
FROM reveals
WHERE bulk_id = @bulk_id
ORDER BY work_order_id
