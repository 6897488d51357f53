namespace CityOps.Pipelines.Trucks.Dust;

/// <summary>
/// What an optical PM10 sensor would read in dry air. Particles take up water, and optical sensors count it: by κ-Köhler theory the reading grows by 1 + (κ / 1.65) / (100 / RH − 1), with κ about 0.4 in cities
/// (Crilley and others, 2018, Atmospheric Measurement Techniques 11, 709–720).
/// </summary>
public static class Pm10Calibration
{
    private const double Hygroscopicity = 0.4;
    private const double DryDensity = 1.65;

    /// <summary>Above this nothing brings an optical reading back to what the air holds: it may be fog.</summary>
    public const double HumidPct = 85;

    /// <param name="ugM3">As read, µg/m³.</param>
    /// <param name="humidityPct">Relative, 0 to 100.</param>
    public static double Dry(double ugM3, double humidityPct)
    {
        var share = Math.Clamp(humidityPct, 0, 99) / 100;
        return share == 0 ? ugM3 : ugM3 / (1 + (Hygroscopicity / DryDensity / ((1 / share) - 1)));
    }
}
