SELECT sequence
FROM audit_entries
WHERE subject = @subject AND actor = @actor AND action = @action AND at_ms >= @since
LIMIT 1
