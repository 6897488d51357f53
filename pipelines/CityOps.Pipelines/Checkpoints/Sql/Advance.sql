UPDATE checkpoints
SET next_offset = @next_offset, state = COALESCE(@state, state), pending_to = NULL, pending_plan = NULL
WHERE consumer_group = @group AND topic = @topic AND topic_partition = @partition AND owner_epoch = @epoch
