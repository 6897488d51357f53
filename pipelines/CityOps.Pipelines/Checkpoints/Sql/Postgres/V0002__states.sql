CREATE TABLE IF NOT EXISTS checkpoint_states
(
    consumer_group  text    NOT NULL,
    topic           text    NOT NULL,
    topic_partition integer NOT NULL,
    state           bytea   NOT NULL,
    PRIMARY KEY (consumer_group, topic, topic_partition)
);

INSERT INTO checkpoint_states (consumer_group, topic, topic_partition, state)
SELECT consumer_group, topic, topic_partition, state
FROM checkpoints
WHERE state IS NOT NULL
ON CONFLICT DO NOTHING;

UPDATE checkpoints
SET state = NULL
WHERE state IS NOT NULL
