-- One statement, so that two owners that come at once get two epochs.
INSERT INTO checkpoints (consumer_group, topic, topic_partition, log_id, next_offset, owner_epoch)
VALUES (@group, @topic, @partition, @log_id, @earliest, 1)
ON CONFLICT (consumer_group, topic, topic_partition) DO UPDATE SET owner_epoch = checkpoints.owner_epoch + 1
RETURNING log_id, next_offset, pending_to, pending_plan, state, owner_epoch
