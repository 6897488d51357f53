SELECT count(*) FROM photos WHERE work_order_id = @work_order_id
