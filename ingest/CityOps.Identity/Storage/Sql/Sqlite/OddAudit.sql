SELECT sequence,
  CASE
    WHEN typeof(at_ms) <> 'integer' THEN 'at_ms'
    WHEN typeof(actor) <> 'text' THEN 'actor'
    WHEN typeof(role) <> 'text' THEN 'role'
    WHEN typeof(action) <> 'text' THEN 'action'
    WHEN typeof(subject) <> 'text' THEN 'subject'
    WHEN typeof(reason) <> 'text' THEN 'reason'
    WHEN typeof(previous_hash) <> 'blob' THEN 'previous_hash'
    ELSE 'hash'
  END
FROM audit_entries
WHERE typeof(at_ms) <> 'integer' OR typeof(actor) <> 'text' OR typeof(role) <> 'text' OR typeof(action) <> 'text' OR typeof(subject) <> 'text' OR typeof(reason) <> 'text'
  OR typeof(previous_hash) <> 'blob' OR typeof(hash) <> 'blob'
ORDER BY sequence
