UPDATE checkpoints
SET pending_to = @pending_to, pending_plan = @pending_plan
WHERE consumer_group = @group AND topic = @topic AND topic_partition = @partition AND owner_epoch = @epoch
