-- The row stays, so that the epoch goes on counting: an owner of the time before must not be taken for one of the time after.
UPDATE checkpoints
SET log_id = '', next_offset = 0, pending_to = NULL, pending_plan = NULL, state = NULL, owner_epoch = owner_epoch + 1
WHERE consumer_group = @group AND topic = @topic AND topic_partition = @partition
