namespace CityOps.Contracts.Schema;

/// <summary>Marks a record as a contract: one row of the topic <c>cityops.{name}.v1</c>.</summary>
/// <param name="name">The contract's name at the border, such as <c>meter-readings</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ContractAttribute(string name) : Attribute
{
    public string Name { get; } = name;

    /// <summary>The border column that decides a row's partition; its keyed form where Identity replaces it.</summary>
    public required string Subject { get; init; }

    /// <summary>Broadcast contracts are reference data: every processor reads all their partitions.</summary>
    public bool Broadcast { get; init; }

    /// <summary>Internal contracts are written by CityOps itself and never accepted at the border.</summary>
    public bool Internal { get; init; }
}

/// <summary>What a border column tells of a household, and so what Identity does with it before anything is appended.</summary>
public enum Protection
{
    /// <summary>Says nothing of a household: appended as it is.</summary>
    None,

    /// <summary>A utility's meter number: replaced by <c>meter_key</c>.</summary>
    MeterId,

    /// <summary>A household register's dwelling number: replaced by <c>dwelling_key</c>.</summary>
    DwellingId,

    /// <summary>A dwelling's longitude: replaced, with its latitude, by the H3 cell <c>h3</c> (resolution 9, 0.105 km² on average).</summary>
    DwellingLongitude,

    /// <summary>A dwelling's latitude: see <see cref="DwellingLongitude"/>.</summary>
    DwellingLatitude,

    /// <summary>Goes to the vault and nowhere else: addresses, contacts.</summary>
    VaultOnly,

    /// <summary>Either a dwelling number or a truck number, as the row's <c>scenario</c> says (labels).</summary>
    ScenarioSubject,
}

/// <summary>Says that a column identifies a household, and how.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ProtectedAttribute(Protection protection) : Attribute
{
    public Protection Protection { get; } = protection;
}

/// <summary>Says that an instant is when something was seen or measured: it cannot lie in the future.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ObservedAttribute : Attribute;

/// <summary>
/// Says that a text names something and that rows belong together by it: blanks at its ends are left out at the border. What Identity replaces is one
/// without saying so.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class IdentifierAttribute : Attribute;

/// <summary>The closed range a number must lie in.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class BetweenAttribute(double min, double max) : Attribute
{
    public double Min { get; } = min;

    public double Max { get; } = max;
}

/// <summary>What a text has to be, beyond a text.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FormAttribute(TextForm form) : Attribute
{
    public TextForm Form { get; } = form;
}

/// <summary>The longest text a column takes, in UTF-16 code units. The default is <see cref="Column.DefaultMaxLength"/>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class LongestAttribute(int length) : Attribute
{
    public int Length { get; } = length;
}
