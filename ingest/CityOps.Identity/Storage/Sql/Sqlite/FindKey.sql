SELECT key FROM identity_mappings WHERE kind = @kind AND lookup = @lookup
