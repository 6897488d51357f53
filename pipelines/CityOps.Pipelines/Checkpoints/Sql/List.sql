SELECT consumer_group, topic, topic_partition, log_id, next_offset, pending_to, owner_epoch
FROM checkpoints
WHERE log_id <> ''
ORDER BY consumer_group, topic, topic_partition
