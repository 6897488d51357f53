DELETE FROM photos WHERE photo_id = @photo_id
