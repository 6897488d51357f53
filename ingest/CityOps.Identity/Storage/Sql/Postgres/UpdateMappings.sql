UPDATE identity_mappings AS mapping
SET lookup = changed.lookup, identifier = changed.identifier
FROM unnest(@keys, @lookups, @identifiers) AS changed (key, lookup, identifier)
WHERE mapping.key = changed.key
