UPDATE photo_contents SET content = @content WHERE photo_id = @photo_id
