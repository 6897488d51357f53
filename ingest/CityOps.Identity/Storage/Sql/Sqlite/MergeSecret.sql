INSERT INTO dwelling_secrets (key, address, contact, position)
VALUES (@key, @address, @contact, @position)
ON CONFLICT (key) DO UPDATE SET
    address = COALESCE(excluded.address, address),
    contact = COALESCE(excluded.contact, contact),
    position = COALESCE(excluded.position, position)
