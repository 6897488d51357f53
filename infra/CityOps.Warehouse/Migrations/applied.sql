SELECT owner, version, checksum
FROM schema_migrations FINAL
ORDER BY owner, version
