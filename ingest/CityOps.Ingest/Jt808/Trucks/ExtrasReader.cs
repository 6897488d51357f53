using System.Globalization;
using System.Numerics;
using CityOps.Contracts.Events;
using CityOps.Ingest.Jt808.Protocol;

namespace CityOps.Ingest.Jt808.Trucks;

/// <summary>A profile made ready: reads the extras of a position and never fails on what a terminal sends.</summary>
public sealed class ExtrasReader
{
    private static readonly string[] Columns = ["lid", "lifting", "load", "weight_kg", "accel_rms"];

    private readonly bool _loadInStatus;
    private readonly List<Rule> _rules = [];

    /// <exception cref="FormatException">The profile cannot be meant; the message names the field and what would be right.</exception>
    public ExtrasReader(string name, ExtrasProfile profile)
    {
        _loadInStatus = profile.LoadInStatus;
        foreach (var field in profile.Fields)
        {
            if (!Columns.Contains(field.Column, StringComparer.Ordinal))
            {
                throw new FormatException($"CityOps:Jt808:ExtrasProfiles:{name}: '{field.Column}' is no column that an extra can fill; there are {string.Join(", ", Columns)}.");
            }

            var (item, mask) = (NumberOf(name, "Item", field.Item), NumberOf(name, "Mask", field.Mask));
            if (item > byte.MaxValue || mask == 0 || field.Length is < 1 or > 4 || field.Offset < 0)
            {
                throw new FormatException($"CityOps:Jt808:ExtrasProfiles:{name}: item {field.Item} needs an id up to 0xFF, a mask that is not 0, and 1 to 4 bytes from offset 0 on.");
            }

            _rules.Add(new Rule((byte)item, mask, field));
        }
    }

    /// <summary>The position with what its extras and its status say of the load; what they do not say stays unknown.</summary>
    public TruckPosition Read(TruckPosition position, PositionReport report)
    {
        if (_loadInStatus)
        {
            position = position with { Load = LoadOf(report.Load) };
        }

        foreach (var rule in _rules)
        {
            foreach (var extra in report.Extras)
            {
                if (extra.Id == rule.Item && extra.Value.Length >= rule.Field.Offset + rule.Field.Length)
                {
                    position = Put(position, rule, rule.ValueIn(extra.Value.Span));
                }
            }
        }

        return position;
    }

    private static TruckPosition Put(TruckPosition position, Rule rule, uint value)
    {
        rule.Field.Values.TryGetValue(value.ToString(CultureInfo.InvariantCulture), out var word);
        var number = (value * rule.Field.Scale) + rule.Field.Add;
        return rule.Field.Column switch
        {
            "lid" => position with { Lid = word switch { "closed" => Lid.Closed, "open" => Lid.Open, _ => Lid.Unknown } },
            "lifting" => position with { Lifting = bool.TryParse(word, out var lifting) ? lifting : null },
            "load" => position with { Load = LoadOf(word) },
            "weight_kg" => position with { WeightKg = number is >= 0 and <= 200_000 ? number : null },
            _ => position with { AccelRms = number is >= 0 and <= 1_000 ? number : null },
        };
    }

    private static Load LoadOf(string? word) => word switch { "empty" => Load.Empty, "half" => Load.Half, "full" => Load.Full, _ => Load.Unknown };

    private static uint NumberOf(string profile, string setting, string text)
    {
        var isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return uint.TryParse(isHex ? text.AsSpan(2) : text, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"CityOps:Jt808:ExtrasProfiles:{profile}: {setting} is '{text}'; a number such as 225 or 0xE1 is needed.");
    }

    private sealed record Rule(byte Item, uint Mask, ExtraField Field)
    {
        public uint ValueIn(ReadOnlySpan<byte> bytes)
        {
            var value = 0u;
            foreach (var part in bytes.Slice(Field.Offset, Field.Length))
            {
                value = (value << 8) | part;
            }

            return (value & Mask) >> BitOperations.TrailingZeroCount(Mask);
        }
    }
}
