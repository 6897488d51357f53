-- Goes behind the takeover, as a statement of its own: it sees the state that belongs to that row, also where the takeover had to wait for an owner who wrote both.
SELECT log_id, next_offset, pending_to, pending_plan, checkpoint_states.state, owner_epoch
FROM checkpoints
LEFT JOIN checkpoint_states USING (consumer_group, topic, topic_partition)
WHERE consumer_group = @group AND topic = @topic AND topic_partition = @partition
