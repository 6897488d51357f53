-- Which dead letters were sent again, by whom. A letter that was refused anew since has a later instant and is open again.
CREATE TABLE IF NOT EXISTS dead_letter_requeues
(
    id          String,
    refused_at  DateTime64(3, 'UTC'),
    requeued_at DateTime64(3, 'UTC'),
    requeued_by String,
    version     UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (id, refused_at)
