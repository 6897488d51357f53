-- So that no state comes between the two steps that follow.
LOCK TABLE checkpoints IN SHARE ROW EXCLUSIVE MODE
