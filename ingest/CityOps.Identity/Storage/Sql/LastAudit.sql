SELECT sequence, hash FROM audit_entries ORDER BY sequence DESC LIMIT 1
