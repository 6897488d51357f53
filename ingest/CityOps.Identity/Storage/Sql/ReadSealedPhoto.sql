SELECT p.facts, c.content FROM photos AS p JOIN photo_contents AS c ON c.photo_id = p.photo_id WHERE p.photo_id = @photo_id
