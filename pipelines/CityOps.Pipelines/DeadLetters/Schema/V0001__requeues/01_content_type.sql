-- The payload's media type; empty where only the beginning of it was kept.
ALTER TABLE dead_letters ADD COLUMN IF NOT EXISTS content_type LowCardinality(String)
