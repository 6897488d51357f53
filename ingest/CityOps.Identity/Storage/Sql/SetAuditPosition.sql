INSERT INTO audit_sources (source, position) VALUES (@source, @position)
ON CONFLICT (source) DO UPDATE SET position = excluded.position
