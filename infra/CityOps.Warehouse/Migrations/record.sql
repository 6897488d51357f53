INSERT INTO schema_migrations (owner, version, name, checksum, applied_at)
SELECT {owner:String}, {version:UInt32}, {name:String}, {checksum:String}, {applied_at:DateTime64(3, 'UTC')}
SETTINGS insert_deduplicate = 0
