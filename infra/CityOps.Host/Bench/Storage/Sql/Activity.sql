SELECT
    (SELECT count() FROM system.merges WHERE database = currentDatabase()) AS merges,
    (SELECT toString(groupBitXor(cityHash64(table, name))) FROM system.parts WHERE database = currentDatabase() AND active) AS parts
