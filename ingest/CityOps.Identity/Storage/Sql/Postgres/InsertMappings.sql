INSERT INTO identity_mappings (key, kind, lookup, identifier)
SELECT * FROM unnest(@keys, @kinds, @lookups, @identifiers)
ON CONFLICT (kind, lookup) DO NOTHING
