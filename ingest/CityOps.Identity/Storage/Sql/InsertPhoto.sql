INSERT INTO photos (photo_id, work_order_id, case_id, client_id, sha256, content_type, bytes, uploaded_by, uploaded_at_ms, facts)
VALUES (@photo_id, @work_order_id, @case_id, @client_id, @sha256, @content_type, @bytes, @uploaded_by, @uploaded_at_ms, @facts)
