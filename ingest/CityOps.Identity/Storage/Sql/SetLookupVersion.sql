UPDATE vault_state SET lookup_version = @version, lookup_check = @check WHERE id = 1
