SELECT
    (SELECT identifier FROM identity_mappings WHERE key = @key AND kind = @kind),
    (SELECT address FROM dwelling_secrets WHERE key = @key),
    (SELECT contact FROM dwelling_secrets WHERE key = @key),
    (SELECT position FROM dwelling_secrets WHERE key = @key)
