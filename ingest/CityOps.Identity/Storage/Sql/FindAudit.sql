SELECT sequence, at_ms, actor, role, action, subject, reason, previous_hash, hash
FROM audit_entries
WHERE sequence < @before
  AND (@actor = '' OR actor = @actor)
  AND (@action = '' OR action = @action)
  AND (@subject = '' OR subject = @subject OR subject LIKE @subject_word ESCAPE '\')
  AND (@case_id = '' OR subject = @case_id OR subject LIKE @case_word ESCAPE '\' OR subject LIKE @case_orders ESCAPE '\' OR (@case_key <> '' AND (subject = @case_key OR subject LIKE @case_key_word ESCAPE '\')))
  AND (@about = '' OR reason LIKE @about ESCAPE '\')
  AND at_ms >= @since AND at_ms < @until
ORDER BY sequence DESC
LIMIT @limit
