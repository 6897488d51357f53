INSERT INTO identity_mappings (key, kind, lookup, identifier)
VALUES (@key, @kind, @lookup, @identifier)
ON CONFLICT (kind, lookup) DO NOTHING
