SELECT id FROM vault_state WHERE id = 1 FOR UPDATE
