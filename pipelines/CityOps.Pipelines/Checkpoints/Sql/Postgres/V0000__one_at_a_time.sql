SELECT pg_advisory_xact_lock(hashtext('cityops checkpoints schema'))
