-- Features of every dwelling over the local days of [{from_day:Date}, {to_day:Date}), one row each; NaN where not known. Columns and order are
-- those of GroupRentalFeatures. A day counts where at least 18 of its hours were read; what is missing of it is taken at its mean hour.
WITH
    days AS
    (
        SELECT
            dwelling_key, utility, day, hours, used, night, evening, peak_hour, valley_hour, active_hours, shower_hours, version,
            hours >= 18 AS is_full,
            used * 24 / hours AS whole_day,
            toDayOfWeek(day) >= 6 AS is_weekend,
            utility = 'water' AND is_full AS w,
            utility = 'electricity' AND is_full AS e,
            utility = 'gas' AND is_full AS g
        FROM dwelling_days FINAL
        WHERE day >= {from_day:Date} AND day < {to_day:Date} AND hours > 0
    ),
    merged AS
    (
        SELECT
            dwelling_key,
            avgIf(whole_day * 1000, w AND whole_day >= 0.02) AS water_l_day,
            countIf(w AND whole_day >= 0.02) / countIf(w) AS water_occupied_share,
            sumIf(shower_hours, w) * 168 / sumIf(hours, w) AS shower_hours_week,
            sumIf(evening, w) / sumIf(used, w) AS water_evening_share,
            avgIf(night * 1000, w) AS water_night_l,
            avgIf(whole_day, w AND is_weekend) / avgIf(whole_day, w AND NOT is_weekend) AS water_weekend_ratio,
            avgIf(active_hours * 24 / hours, w) AS water_active_hours,
            avgIf((peak_hour - valley_hour) * 1000, w) AS water_peak_valley_l,
            avgIf(valley_hour * 1000, w) AS water_floor_l,
            avgIf(whole_day, e) AS electricity_kwh_day,
            avgIf(night, e) AS electricity_night_kwh,
            sumIf(evening, e) / sumIf(used, e) AS electricity_evening_share,
            avgIf(peak_hour - valley_hour, e) AS electricity_peak_valley_kwh,
            avgIf(whole_day, e AND is_weekend) / avgIf(whole_day, e AND NOT is_weekend) AS electricity_weekend_ratio,
            avgIf(whole_day, g) AS gas_m3_day,
            avgIf(active_hours * 24 / hours, g) AS gas_active_hours,
            sumIf(hours, utility = 'water') / (24 * dateDiff('day', {from_day:Date}, {to_day:Date})) AS water_coverage,
            sumIf(hours, utility = 'electricity') / (24 * dateDiff('day', {from_day:Date}, {to_day:Date})) AS electricity_coverage,
            sumIf(hours, utility = 'gas') / (24 * dateDiff('day', {from_day:Date}, {to_day:Date})) AS gas_coverage,
            max(version) AS newest
        FROM days
        GROUP BY dwelling_key
    ),
    registered AS
    (
        SELECT
            dwelling_key,
            argMax(tuple(rooms), valid_from).1 AS rooms_now,
            argMax(tuple(floor_area_m2), valid_from).1 AS area_now,
            argMax(tuple(registered_population), valid_from).1 AS population_now,
            argMax(town, valid_from) AS town_now,
            argMax(grid_cell, valid_from) AS cell_now,
            argMax(building_id, valid_from) AS building_now,
            argMax(kinship, valid_from) AS kinship_now,
            argMax(tenure, valid_from) AS tenure_now,
            argMax(h3, valid_from) AS h3_now
        FROM dwellings FINAL
        WHERE valid_from <= {as_of:DateTime64(3, 'UTC')}
        GROUP BY dwelling_key
    ),
    joined AS
    (
        SELECT
            m.*,
            ifNull(toFloat64(r.rooms_now), nan) AS rooms,
            ifNull(r.area_now, nan) AS floor_area_m2,
            ifNull(toFloat64(r.population_now), nan) AS registered_population,
            r.town_now AS town,
            r.cell_now AS grid_cell,
            r.building_now AS building_id,
            r.kinship_now AS kinship,
            r.tenure_now AS tenure,
            r.h3_now AS h3
        FROM merged AS m
        LEFT JOIN registered AS r USING (dwelling_key)
    ),
    -- Peers: the same layout in the same town where there are at least {fewest_peers:UInt32}, else the same layout, else everybody.
    peers AS
    (
        SELECT
            *,
            count() OVER (PARTITION BY rooms, town) AS n_town,
            count() OVER (PARTITION BY rooms) AS n_rooms,
            quantileExactIf(0.5)(water_l_day, isFinite(water_l_day)) OVER (PARTITION BY rooms, town) AS w_town,
            quantileExactIf(0.5)(water_l_day, isFinite(water_l_day)) OVER (PARTITION BY rooms) AS w_rooms,
            quantileExactIf(0.5)(water_l_day, isFinite(water_l_day)) OVER () AS w_all,
            quantileExactIf(0.5)(electricity_kwh_day, isFinite(electricity_kwh_day)) OVER (PARTITION BY rooms, town) AS e_town,
            quantileExactIf(0.5)(electricity_kwh_day, isFinite(electricity_kwh_day)) OVER (PARTITION BY rooms) AS e_rooms,
            quantileExactIf(0.5)(electricity_kwh_day, isFinite(electricity_kwh_day)) OVER () AS e_all,
            quantileExactIf(0.5)(gas_m3_day, isFinite(gas_m3_day)) OVER (PARTITION BY rooms, town) AS g_town,
            quantileExactIf(0.5)(gas_m3_day, isFinite(gas_m3_day)) OVER (PARTITION BY rooms) AS g_rooms,
            quantileExactIf(0.5)(gas_m3_day, isFinite(gas_m3_day)) OVER () AS g_all
        FROM joined
    )
SELECT
    dwelling_key,
    newest,
    town,
    grid_cell,
    building_id,
    kinship,
    tenure,
    h3,
    toFloat32(water_l_day) AS water_l_day,
    toFloat32(water_occupied_share) AS water_occupied_share,
    toFloat32(shower_hours_week) AS shower_hours_week,
    toFloat32(water_evening_share) AS water_evening_share,
    toFloat32(water_night_l) AS water_night_l,
    toFloat32(water_weekend_ratio) AS water_weekend_ratio,
    toFloat32(water_active_hours) AS water_active_hours,
    toFloat32(water_peak_valley_l) AS water_peak_valley_l,
    toFloat32(water_floor_l) AS water_floor_l,
    toFloat32(electricity_kwh_day) AS electricity_kwh_day,
    toFloat32(electricity_night_kwh) AS electricity_night_kwh,
    toFloat32(electricity_evening_share) AS electricity_evening_share,
    toFloat32(electricity_peak_valley_kwh) AS electricity_peak_valley_kwh,
    toFloat32(electricity_weekend_ratio) AS electricity_weekend_ratio,
    toFloat32(gas_m3_day) AS gas_m3_day,
    toFloat32(gas_active_hours) AS gas_active_hours,
    toFloat32(water_coverage) AS water_coverage,
    toFloat32(electricity_coverage) AS electricity_coverage,
    toFloat32(gas_coverage) AS gas_coverage,
    toFloat32(rooms) AS rooms,
    toFloat32(floor_area_m2) AS floor_area_m2,
    toFloat32(registered_population) AS registered_population,
    toFloat32(water_l_day / greatest(registered_population, 1)) AS water_l_per_registered,
    toFloat32(water_l_day / multiIf(n_town >= {fewest_peers:UInt32}, w_town, n_rooms >= {fewest_peers:UInt32}, w_rooms, w_all)) AS water_vs_peers,
    toFloat32(electricity_kwh_day / multiIf(n_town >= {fewest_peers:UInt32}, e_town, n_rooms >= {fewest_peers:UInt32}, e_rooms, e_all)) AS electricity_vs_peers,
    toFloat32(gas_m3_day / multiIf(n_town >= {fewest_peers:UInt32}, g_town, n_rooms >= {fewest_peers:UInt32}, g_rooms, g_all)) AS gas_vs_peers
FROM peers
ORDER BY dwelling_key
