SELECT position FROM audit_sources WHERE source = @source
