SELECT lookup_version, lookup_check, erasures FROM vault_state WHERE id = 1
