CREATE TABLE IF NOT EXISTS checkpoint_states
(
    consumer_group  text    NOT NULL,
    topic           text    NOT NULL,
    topic_partition integer NOT NULL,
    state           bytea   NOT NULL,
    PRIMARY KEY (consumer_group, topic, topic_partition)
)
