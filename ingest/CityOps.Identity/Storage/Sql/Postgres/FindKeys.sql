SELECT wanted.position, mapping.key
FROM unnest(@lookups) WITH ORDINALITY AS wanted (lookup, position)
JOIN identity_mappings AS mapping ON mapping.kind = @kind AND mapping.lookup = wanted.lookup
