using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace CityOps.Host.Composition.Settings;

/// <summary>What may stand at a key: a type, what its attributes ask for, and a rule that no attribute can say.</summary>
internal sealed class SettingValue(Type type, IReadOnlyList<ValidationAttribute> attributes, SettingRule? rule)
{
    private readonly Type _type = Nullable.GetUnderlyingType(type) ?? type;
    private SettingValue? _also;

    /// <summary>Both have to allow a value.</summary>
    public SettingValue And(SettingValue other) => new(type, attributes, rule) { _also = _also?.And(other) ?? other };

    /// <returns>Null where the text may stand here, else what may: "a whole number from 1 to 100".</returns>
    public string? WhyNot(string text)
    {
        var isRight = TryRead(text, out var value) && attributes.All(attribute => attribute.IsValid(value)) && (rule is null || rule.IsRight(text));
        return isRight ? _also?.WhyNot(text) : rule?.Allowed ?? Allowed();
    }

    // As the configuration's binder reads it, so that what passes here does not fail there; names of an enumeration only, not its numbers.
    private bool TryRead(string text, out object? value)
    {
        value = null;
        if (_type.IsEnum && !Enum.GetNames(_type).Contains(text.Trim(), StringComparer.OrdinalIgnoreCase))
        {
            return false;
        }

        try
        {
            value = TypeDescriptor.GetConverter(_type).ConvertFromInvariantString(text);
            return true;
        }
        catch (Exception error) when (error is ArgumentException or FormatException or NotSupportedException or OverflowException || error.InnerException is FormatException or OverflowException)
        {
            return false;
        }
    }

    private string Allowed()
    {
        if (_type.IsEnum)
        {
            return SettingRule.OneOf([.. Enum.GetNames(_type).Select(name => name.ToLowerInvariant())]);
        }

        var kind = Type.GetTypeCode(_type) switch
        {
            TypeCode.Boolean => "true or false",
            TypeCode.Double or TypeCode.Single or TypeCode.Decimal => "a number",
            TypeCode.Int32 or TypeCode.Int64 => "a whole number",
            _ when _type == typeof(DateOnly) => "a day such as 2026-03-01",
            _ when _type == typeof(DateTimeOffset) => "an instant such as 2026-03-01T00:00:00+08:00",
            _ when attributes.OfType<RequiredAttribute>().Any() => "something; empty it cannot be",
            _ => "text",
        };
        var pattern = attributes.OfType<RegularExpressionAttribute>().FirstOrDefault()?.Pattern;
        var range = attributes.OfType<RangeAttribute>().FirstOrDefault();
        return pattern is not null ? SettingRule.OfPattern(pattern)
            : range is not null ? string.Create(CultureInfo.InvariantCulture, $"{kind} from {range.Minimum} to {range.Maximum}")
            : kind;
    }
}
