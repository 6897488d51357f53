using System.Globalization;
using CityOps.Contracts.Schema;
using CityOps.Ingest.Appending;

namespace CityOps.Ingest.Http;

/// <summary>What became of an upload. All that is counted here is durable.</summary>
/// <param name="Accepted">Rows appended.</param>
/// <param name="Rejected">Rows put aside as dead letters.</param>
/// <param name="Rejections">The first of them, with the sender's own values.</param>
/// <param name="Offsets">One past the last offset appended, by topic and partition.</param>
public sealed record IngestAnswer(
    long Accepted, long Rejected, IReadOnlyList<Rejection> Rejections, IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> Offsets)
{
    internal static IngestAnswer Of(AppendReceipt receipt) => new(
        receipt.Accepted,
        receipt.Rejected,
        [.. receipt.Shown.Select(row => new Rejection(row.Row, row.Field, row.Value, ContractReader.WordOf(row.Refusal.Code), row.Refusal.Reason, row.Refusal.Detail))],
        receipt.Ends.GroupBy(end => end.Key.Topic, StringComparer.Ordinal).ToDictionary(
            topic => topic.Key,
            IReadOnlyDictionary<string, long> (topic) => topic.ToDictionary(
                end => end.Key.Partition.ToString(CultureInfo.InvariantCulture), end => end.Value, StringComparer.Ordinal),
            StringComparer.Ordinal));
}

/// <param name="Row">1-based; a CSV header is not a row, an empty line counts as one.</param>
/// <param name="Field">The column at fault, or empty where the row as a whole cannot be read.</param>
/// <param name="Value">Its value, cut to 100 characters.</param>
/// <param name="Code">Why, from a closed list.</param>
/// <param name="Reason">What is wrong and what would be right: one text for a code and a field.</param>
/// <param name="Detail">What varies from one refusal to the next; null where nothing does.</param>
public sealed record Rejection(long Row, string Field, string Value, string Code, string Reason, string? Detail);
