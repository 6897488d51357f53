INSERT INTO reveals (reveal_id, bulk_id, actor, work_order_id, case_id, dwelling_key, purpose, granted_at_ms, expires_at_ms)
VALUES (@reveal_id, @bulk_id, @actor, @work_order_id, @case_id, @dwelling_key, @purpose, @granted_at_ms, @expires_at_ms)
