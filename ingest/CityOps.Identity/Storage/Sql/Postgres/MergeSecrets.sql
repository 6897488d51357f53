INSERT INTO dwelling_secrets AS held (key, address, contact, position)
SELECT * FROM unnest(@keys, @addresses, @contacts, @positions)
ON CONFLICT (key) DO UPDATE SET
    address = COALESCE(excluded.address, held.address),
    contact = COALESCE(excluded.contact, held.contact),
    position = COALESCE(excluded.position, held.position)
