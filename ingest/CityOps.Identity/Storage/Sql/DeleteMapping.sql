DELETE FROM identity_mappings WHERE key = @key AND kind = @kind
