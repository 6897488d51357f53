SELECT key, kind, lookup, identifier
FROM identity_mappings
WHERE key > @after
ORDER BY key
LIMIT @limit
