using Apache.Arrow;
using Apache.Arrow.Types;

namespace CityOps.Contracts.Schema;

/// <summary>
/// The columns of a contract, in one of two forms. The <b>border</b> form is what the outside sends. The <b>keyed</b> form is what
/// the event log, the warehouse and the models see: household identifiers replaced by surrogate keys, coordinates of a dwelling by an
/// H3 cell, vault-only columns gone.
/// </summary>
public sealed class ContractSchema
{
    internal static readonly TimestampType InstantType = new(TimeUnit.Millisecond, "UTC");

    private readonly Dictionary<string, int> _ordinals;
    private readonly Lazy<ContractSchema> _keyed;

    public ContractSchema(string name, IReadOnlyList<Column> columns, string subject, bool broadcast = false, bool isInternal = false)
    {
        Name = name;
        Columns = columns;
        Subject = subject;
        Broadcast = broadcast;
        IsInternal = isInternal;
        _ordinals = columns.Select((column, index) => (column.Name, index)).ToDictionary(c => c.Name, c => c.index, StringComparer.Ordinal);
        if (!_ordinals.ContainsKey(subject))
        {
            throw new ArgumentException($"Contract '{name}' has no column '{subject}' to be partitioned by.", nameof(subject));
        }

        Arrow = new Apache.Arrow.Schema(columns.Select(c => new Field(c.Name, ArrowTypeOf(c.Type), nullable: !c.Required)), metadata: null);
        _keyed = new Lazy<ContractSchema>(() => KeyedForm.Of(this));
    }

    public string Name { get; }

    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The column by which rows are spread over partitions.</summary>
    public string Subject { get; }

    /// <summary>Reference data, read whole by every processor.</summary>
    public bool Broadcast { get; }

    /// <summary>Written by CityOps itself, never accepted at the border.</summary>
    public bool IsInternal { get; }

    /// <summary>The log topic, <c>cityops.{name}.v1</c>. Dead letters go to <see cref="DeadLetterTopic"/>.</summary>
    public string Topic => $"cityops.{Name}.v1";

    public string DeadLetterTopic => Topic + ".dead";

    /// <summary>The Arrow schema of a batch of this form; column order is that of <see cref="Columns"/>.</summary>
    public Apache.Arrow.Schema Arrow { get; }

    /// <summary>The form in which rows are appended. It is this schema itself where nothing identifies a household.</summary>
    public ContractSchema Keyed => _keyed.Value;

    /// <summary>The same contract, taking nothing that was observed after <paramref name="latest"/>.</summary>
    public ContractSchema ObservedUntil(DateTimeOffset latest) => Columns.Any(column => column.IsObserved)
        ? new ContractSchema(
            Name, [.. Columns.Select(column => column.IsObserved ? column with { Max = latest.ToUnixTimeMilliseconds() } : column)], Subject, Broadcast, IsInternal)
        : this;

    /// <summary>The column's position, or -1 where the contract has no such column.</summary>
    public int OrdinalOf(string column) => _ordinals.GetValueOrDefault(column, -1);

    private static IArrowType ArrowTypeOf(ColumnType type) => type switch
    {
        ColumnType.Text or ColumnType.Choice => StringType.Default,
        ColumnType.Instant => InstantType,
        ColumnType.Number => DoubleType.Default,
        ColumnType.Integer => Int64Type.Default,
        ColumnType.Key => UInt64Type.Default,
        ColumnType.Flag => BooleanType.Default,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown column type."),
    };
}
