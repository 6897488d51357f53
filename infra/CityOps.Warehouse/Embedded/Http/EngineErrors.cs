using Microsoft.AspNetCore.Http;

namespace CityOps.Warehouse.Embedded.Http;

/// <summary>The HTTP status of ClickHouse's error codes, as its own server chooses them.</summary>
internal static class EngineErrors
{
    internal static int Status(int code) => code switch
    {
        194 => StatusCodes.Status401Unauthorized,
        516 or 192 or 193 or 497 => StatusCodes.Status403Forbidden,
        // Not understood: syntax, types, arguments, settings.
        6 or 16 or 26 or 27 or 36 or 38 or 39 or 41 or 42 or 43 or 44 or 46 or 47 or 50 or 53 or 62 or 69 or 72 or 117 or 115 or 374 or 456 or 457 => StatusCodes.Status400BadRequest,
        // Not there: table, database, session.
        60 or 81 or 372 => StatusCodes.Status404NotFound,
        159 => StatusCodes.Status408RequestTimeout,
        373 => StatusCodes.Status423Locked,
        202 => StatusCodes.Status503ServiceUnavailable,
        48 => StatusCodes.Status501NotImplemented,
        _ => StatusCodes.Status500InternalServerError,
    };
}
