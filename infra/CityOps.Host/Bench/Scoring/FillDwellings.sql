-- The register of the made-up dwellings: fourteen towns, one to four rooms.
INSERT INTO dwellings (dwelling_key, building_id, grid_cell, town, rooms, floor_area_m2, registered_population, valid_from, kinship, tenure, version)
SELECT
    cityHash64(number), 'b', 'g', concat('town ', toString(number % 14)), 1 + number % 4, 40 + 20 * (number % 4), cityHash64(number) % 5,
    toDateTime64('2020-01-01', 3, 'UTC'), 'unknown', 'unknown', 1
FROM numbers({count:UInt64})
SETTINGS insert_deduplicate = 0
