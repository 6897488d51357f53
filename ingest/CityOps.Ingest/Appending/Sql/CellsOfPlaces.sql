SELECT arrayMap(
    (lon, lat) -> geoToH3(lat, lon, toUInt8({resolution:UInt8})),
    {lons:Array(Float64)},
    {lats:Array(Float64)})
SETTINGS geotoh3_argument_order = 'lat_lon'
