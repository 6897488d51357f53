INSERT INTO photo_contents (photo_id, content) VALUES (@photo_id, @content)
