INSERT INTO vault_state (id, lookup_version, lookup_check, erasures)
VALUES (1, @version, @check, 0)
ON CONFLICT (id) DO NOTHING
