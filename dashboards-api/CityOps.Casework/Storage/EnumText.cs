using CityOps.Casework.Domain;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CityOps.Casework.Storage;

/// <summary>Enum members by name in the database, so that their order may change.</summary>
internal sealed class EnumText<TEnum>() : ValueConverter<TEnum, string>(value => Text.Of(value), text => Parse(text))
    where TEnum : struct, Enum
{
    private static TEnum Parse(string text) => Text.TryParse<TEnum>(text, out var value)
        ? value
        : throw new InvalidDataException($"The database holds '{text}', which is no {typeof(TEnum).Name} this version knows.");
}
