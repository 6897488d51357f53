-- A state is megabytes, and SQLite writes a row anew whole: recording a range beside it would copy it each time.
CREATE TABLE IF NOT EXISTS checkpoint_states
(
    consumer_group  TEXT    NOT NULL,
    topic           TEXT    NOT NULL,
    topic_partition INTEGER NOT NULL,
    state           BLOB    NOT NULL,
    PRIMARY KEY (consumer_group, topic, topic_partition)
)
