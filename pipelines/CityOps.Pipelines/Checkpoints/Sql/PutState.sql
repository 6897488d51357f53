-- Goes behind the advance, which holds the row: nobody takes over between the two.
INSERT INTO checkpoint_states (consumer_group, topic, topic_partition, state)
SELECT consumer_group, topic, topic_partition, @state
FROM checkpoints
WHERE consumer_group = @group AND topic = @topic AND topic_partition = @partition AND owner_epoch = @epoch
ON CONFLICT (consumer_group, topic, topic_partition) DO UPDATE
SET state = excluded.state
