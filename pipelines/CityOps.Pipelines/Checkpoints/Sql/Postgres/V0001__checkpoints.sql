CREATE TABLE IF NOT EXISTS checkpoints
(
    consumer_group  text    NOT NULL,
    topic           text    NOT NULL,
    topic_partition integer NOT NULL,
    log_id          text    NOT NULL,
    next_offset     bigint  NOT NULL,
    pending_to      bigint  NULL,
    pending_plan    bytea   NULL,
    state           bytea   NULL,
    owner_epoch     bigint  NOT NULL,
    PRIMARY KEY (consumer_group, topic, topic_partition)
)
