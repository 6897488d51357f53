using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CityOps.Contracts.Schema;

/// <summary>Reads a contract's schema from the record that declares it, so that each column is written down once.</summary>
public static class ContractReader
{
    private static readonly NullabilityInfoContext Nullability = new();
    private static readonly Lock NullabilityLock = new();

    /// <summary>The border schema that <typeparamref name="TRow"/> declares.</summary>
    public static ContractSchema Read<TRow>()
        where TRow : class => Read(typeof(TRow));

    public static ContractSchema Read(Type row)
    {
        var contract = row.GetCustomAttribute<ContractAttribute>()
            ?? throw new ArgumentException($"{row.Name} carries no [Contract] attribute.", nameof(row));
        var columns = row.GetConstructors()[0].GetParameters().Select(ColumnOf).ToList();
        if (columns.Exists(c => c.Protection is not Protection.None) && columns.Find(c => c.Purpose is null) is { } undeclared)
        {
            throw new ArgumentException(
                $"'{contract.Name}' identifies households and declares no purpose for '{undeclared.Name}': put [Purpose(FieldPurpose.…)] on it, or leave the column out.", nameof(row));
        }

        return new ContractSchema(contract.Name, columns, contract.Subject, contract.Broadcast, contract.Internal);
    }

    /// <summary>The word an enum member has at the border: its snake-case name unless it declares another.</summary>
    public static string WordOf(Enum member)
    {
        var name = member.ToString();
        return member.GetType().GetField(name)?.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name
            ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
    }

    private static Column ColumnOf(ParameterInfo parameter)
    {
        var underlying = Nullable.GetUnderlyingType(parameter.ParameterType);
        var type = underlying ?? parameter.ParameterType;
        var range = parameter.GetCustomAttribute<BetweenAttribute>();
        var column = new Column(JsonNamingPolicy.SnakeCaseLower.ConvertName(parameter.Name!), TypeOf(type), Required: underlying is null && !IsNullable(parameter))
        {
            Choices = type.IsEnum ? [.. Enum.GetValues(type).Cast<Enum>().Select(WordOf)] : [],
            Default = parameter is { HasDefaultValue: true, DefaultValue: not null } ? DefaultOf(type, parameter.DefaultValue) : null,
            MaxLength = parameter.GetCustomAttribute<LongestAttribute>()?.Length ?? Column.DefaultMaxLength,
            Form = parameter.GetCustomAttribute<FormAttribute>()?.Form ?? TextForm.Free,
            IsObserved = parameter.IsDefined(typeof(ObservedAttribute)),
            IsIdentifier = parameter.IsDefined(typeof(IdentifierAttribute))
                || parameter.GetCustomAttribute<ProtectedAttribute>()?.Protection is Protection.MeterId or Protection.DwellingId or Protection.ScenarioSubject,
            Protection = parameter.GetCustomAttribute<ProtectedAttribute>()?.Protection ?? Protection.None,
            Purpose = parameter.GetCustomAttribute<PurposeAttribute>()?.Purpose,
        };
        return range is null ? column : column with { Min = range.Min, Max = range.Max };
    }

    private static string DefaultOf(Type type, object value) => type.IsEnum
        ? WordOf((Enum)Enum.ToObject(type, value))
        : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!;

    private static bool IsNullable(ParameterInfo parameter)
    {
        lock (NullabilityLock)
        {
            return !parameter.ParameterType.IsValueType && Nullability.Create(parameter).ReadState is NullabilityState.Nullable;
        }
    }

    private static ColumnType TypeOf(Type type) => type switch
    {
        { IsEnum: true } => ColumnType.Choice,
        _ when type == typeof(string) => ColumnType.Text,
        _ when type == typeof(DateTimeOffset) => ColumnType.Instant,
        _ when type == typeof(double) => ColumnType.Number,
        _ when type == typeof(long) || type == typeof(int) => ColumnType.Integer,
        _ when type == typeof(ulong) => ColumnType.Key,
        _ when type == typeof(bool) => ColumnType.Flag,
        _ => throw new NotSupportedException($"No column type holds a {type.Name}."),
    };
}
