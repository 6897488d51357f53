SELECT count(DISTINCT dwelling_key)
FROM reveals
WHERE actor = @actor AND bulk_id = '' AND granted_at_ms > @since AND dwelling_key <> @dwelling_key
