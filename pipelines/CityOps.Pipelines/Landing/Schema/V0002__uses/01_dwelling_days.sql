-- How many of a day's hours were of some use, of much and of very much. 255: the day was filled before these columns were there.
ALTER TABLE dwelling_days
    ADD COLUMN IF NOT EXISTS night_uses UInt8 DEFAULT 255 CODEC(ZSTD(1)) AFTER still_hours,
    ADD COLUMN IF NOT EXISTS busy_hours UInt8 DEFAULT 255 CODEC(ZSTD(1)) AFTER night_uses,
    ADD COLUMN IF NOT EXISTS heavy_hours UInt8 DEFAULT 255 CODEC(ZSTD(1)) AFTER busy_hours
