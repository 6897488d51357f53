UPDATE vault_state SET erasures = erasures + 1 WHERE id = 1
