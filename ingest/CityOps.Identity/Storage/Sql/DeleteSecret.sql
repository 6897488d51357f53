DELETE FROM dwelling_secrets WHERE key = @key
