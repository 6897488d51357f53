UPDATE identity_mappings SET lookup = @lookup, identifier = @identifier WHERE key = @key
