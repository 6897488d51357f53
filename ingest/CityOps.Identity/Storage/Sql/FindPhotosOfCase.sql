SELECT photo_id, work_order_id, case_id, client_id, sha256, content_type, bytes, uploaded_by, uploaded_at_ms, facts
FROM photos
WHERE case_id = @case_id
ORDER BY uploaded_at_ms, photo_id
