SELECT photo_id, work_order_id, case_id, client_id, sha256, content_type, bytes, uploaded_by, uploaded_at_ms, facts
FROM photos
WHERE work_order_id = @work_order_id AND client_id = @client_id
