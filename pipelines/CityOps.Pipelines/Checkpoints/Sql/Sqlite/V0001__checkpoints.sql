CREATE TABLE IF NOT EXISTS checkpoints
(
    consumer_group TEXT    NOT NULL,
    topic          TEXT    NOT NULL,
    topic_partition INTEGER NOT NULL,
    log_id         TEXT    NOT NULL,
    next_offset    INTEGER NOT NULL,
    pending_to     INTEGER NULL,
    pending_plan   BLOB    NULL,
    state          BLOB    NULL,
    owner_epoch    INTEGER NOT NULL,
    PRIMARY KEY (consumer_group, topic, topic_partition)
) WITHOUT ROWID
