using System.Globalization;
using CityOps.Contracts.Schema;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NetTopologySuite.Operation.Valid;

namespace CityOps.Contracts.Validation;

/// <summary>What a text of some form may hold. A fence that cannot be read would hold nowhere, and nobody would know.</summary>
public static class FormRules
{
    private const string EndOfDay = "24:00";

    private static readonly Refusal NotAnArea = new(RefusalCode.NotAShape, "must be POLYGON((lon lat, …)) or MULTIPOLYGON, its rings closed, in WGS-84 degrees");
    private static readonly Refusal NotALine = new(RefusalCode.NotAShape, "must be LINESTRING(lon lat, …) of two places at least, in WGS-84 degrees");
    private static readonly Refusal NotAnHour = new(RefusalCode.NotAnHour, "must be a local wall clock from 00:00 to 24:00, such as 06:30");

    /// <returns>What is wrong, or null.</returns>
    public static Refusal? Check(string text, TextForm form) => form switch
    {
        TextForm.Area => Shape(text, read => read is Polygon or MultiPolygon, NotAnArea),
        TextForm.Line => Shape(text, read => read is LineString, NotALine),
        TextForm.Hour => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) || text is EndOfDay ? null : NotAnHour,
        _ => null,
    };

    private static Refusal? Shape(string text, Func<Geometry, bool> isMeant, Refusal wrong)
    {
        if (Read(text) is not { } shape)
        {
            return wrong with { Detail = "it cannot be read" };
        }

        if (!isMeant(shape) || shape.IsEmpty)
        {
            return wrong with { Detail = shape.IsEmpty ? "it is empty" : $"it is {shape.GeometryType}" };
        }

        foreach (var place in shape.Coordinates)
        {
            if (!(Math.Abs(place.X) <= 180 && Math.Abs(place.Y) <= 90))
            {
                return wrong with { Detail = "a corner lies nowhere on Earth: longitude comes first" };
            }
        }

        return new IsValidOp(shape).ValidationError is { } error ? wrong with { Detail = error.Message } : null;
    }

    private static Geometry? Read(string wkt)
    {
        try
        {
            return new WKTReader().Read(wkt);
        }
        catch (Exception error) when (error is NetTopologySuite.IO.ParseException or ArgumentException)
        {
            return null;
        }
    }
}
