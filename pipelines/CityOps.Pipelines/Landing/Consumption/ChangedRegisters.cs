using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using CityOps.Contracts.Batches;

namespace CityOps.Pipelines.Landing.Consumption;

/// <summary>Finds which registers a batch touched, and from when to when.</summary>
internal static class ChangedRegisters
{
    private static readonly TimestampType InstantType = new(TimeUnit.Millisecond, "UTC");

    private static readonly Schema Schema = new(
        [
            new Field("batch", StringType.Default, nullable: false),
            new Field("meter_key", UInt64Type.Default, nullable: false),
            new Field("utility", StringType.Default, nullable: false),
            new Field("register_code", StringType.Default, nullable: false),
            new Field("from_at", InstantType, nullable: false),
            new Field("to_at", InstantType, nullable: false),
        ],
        metadata: null);

    /// <summary>The registers of landed <c>readings</c>.</summary>
    public static List<ChangedRegister> Of(IReadOnlyList<RecordBatch> readings)
    {
        var spans = new Dictionary<RegisterId, (long From, long To)>();
        var words = new Words();
        foreach (var batch in readings)
        {
            var meters = batch.Keys("meter_key");
            var utilities = batch.Texts("utility");
            var codes = batch.Texts("register_code");
            var instants = batch.Instants("read_at");
            for (var row = 0; row < batch.Length; row++)
            {
                var id = new RegisterId(meters[row], words.Of(utilities.GetBytes(row)), words.Of(codes.GetBytes(row)));
                ref var span = ref CollectionsMarshal.GetValueRefOrAddDefault(spans, id, out var known);
                span = known ? (Math.Min(span.From, instants[row]), Math.Max(span.To, instants[row])) : (instants[row], instants[row]);
            }
        }

        return [.. spans.Select(span => new ChangedRegister(span.Key, span.Value.From, span.Value.To))];
    }

    /// <summary>Rows of <c>changed_registers</c>.</summary>
    public static RecordBatch ToBatch(string batchId, IReadOnlyList<ChangedRegister> changed)
    {
        var batch = new StringArray.Builder();
        var meters = new UInt64Array.Builder();
        var utilities = new StringArray.Builder();
        var codes = new StringArray.Builder();
        var from = new TimestampArray.Builder(InstantType);
        var to = new TimestampArray.Builder(InstantType);
        foreach (var register in changed)
        {
            batch.Append(batchId);
            meters.Append(register.Id.MeterKey);
            utilities.Append(register.Id.Utility);
            codes.Append(register.Id.RegisterCode);
            from.Append(DateTimeOffset.FromUnixTimeMilliseconds(register.FromMs));
            to.Append(DateTimeOffset.FromUnixTimeMilliseconds(register.ToMs));
        }

        IArrowArray[] columns = [batch.Build(), meters.Build(), utilities.Build(), codes.Build(), from.Build(), to.Build()];
        return new RecordBatch(Schema, columns, changed.Count);
    }

    /// <summary>Turns the few words of a closed list into strings without making one a row.</summary>
    private sealed class Words
    {
        private readonly List<(byte[] Utf8, string Text)> _known = [];

        public string Of(ReadOnlySpan<byte> utf8)
        {
            foreach (var (bytes, text) in _known)
            {
                if (utf8.SequenceEqual(bytes))
                {
                    return text;
                }
            }

            var added = System.Text.Encoding.UTF8.GetString(utf8);
            _known.Add((utf8.ToArray(), added));
            return added;
        }
    }
}
