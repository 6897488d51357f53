SELECT key, address, contact, position
FROM dwelling_secrets
WHERE key > @after
ORDER BY key
LIMIT @limit
