SELECT photo_id FROM photos ORDER BY photo_id
