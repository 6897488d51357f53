-- A forgotten checkpoint has an empty log id and begins anew. Two owners that come at once get two epochs: the first statement holds the row until both are done.
INSERT INTO checkpoints (consumer_group, topic, topic_partition, log_id, next_offset, owner_epoch)
VALUES (@group, @topic, @partition, @log_id, @earliest, 1)
ON CONFLICT (consumer_group, topic, topic_partition) DO UPDATE
SET owner_epoch = checkpoints.owner_epoch + 1,
    log_id = CASE WHEN checkpoints.log_id = '' THEN excluded.log_id ELSE checkpoints.log_id END,
    next_offset = CASE WHEN checkpoints.log_id = '' THEN excluded.next_offset ELSE checkpoints.next_offset END
