using System.Globalization;
using System.Text.RegularExpressions;
using CityOps.Contracts.Catalog;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.Contracts.Validation;
using CityOps.EventLog;
using CityOps.EventLog.DeadLetters;

namespace CityOps.Pipelines.DeadLetters;

/// <summary>Sends again what was refused behind the border (by landing or by casework): as a message of its own, on the partition where it was.</summary>
internal sealed partial class LogRequeue(IEventLog log, ContractCatalog contracts) : IDeadLetterRequeue
{
    // Only what was on the very topic: a record of an external topic holds raw identifiers and has to go through the border.
    public bool Takes(DeadLetter letter) => Origin().IsMatch(letter.Origin) && letter.IsFromLog;

    public async ValueTask<RequeueRefusal?> TryAppendAsync(DeadLetter letter, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var topic = letter.Topic;
        var schema = contracts.All.FirstOrDefault(c => string.Equals(c.Topic, topic, StringComparison.Ordinal));
        if (schema is null)
        {
            return new RequeueRefusal(
                DeadLetterCause.UnreadableMessage, null, new Refusal(RefusalCode.UnknownContract, "No contract of this installation has the letter's topic.", topic));
        }

        int rows;
        try
        {
            using var decoded = MessageDecoder.Decode(letter.ContentType, payload, schema.Keyed);
            if (decoded.Rows.Length == 0 && decoded.Rejected.Count > 0)
            {
                var rejected = decoded.Rejected[0];
                return new RequeueRefusal(DeadLetterCause.InvalidRow, rejected.Field.Length == 0 ? null : rejected.Field, rejected.Refusal);
            }

            rows = decoded.Rows.Length;
        }
        catch (UndecodableBodyException error)
        {
            return new RequeueRefusal(DeadLetterCause.UnreadableMessage, null, error.Refusal);
        }

        LogHeader[] headers =
        [
            new(LogHeaders.ContentType, letter.ContentType!),
            new(LogHeaders.Rows, rows.ToString(CultureInfo.InvariantCulture)),
            .. DeadLetterReference.HeadersOf(letter),
        ];
        var partition = int.Parse(Origin().Match(letter.Origin).Groups["partition"].Value, CultureInfo.InvariantCulture);
        await log.AppendAsync(topic, [new LogAppend(partition, default, payload, headers)], cancellationToken);
        return null;
    }

    [GeneratedRegex(@"^[^\[\]@]+\[(?<partition>\d{1,6})\]@\d+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Origin();
}
