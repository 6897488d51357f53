UPDATE photos SET facts = @facts WHERE photo_id = @photo_id
