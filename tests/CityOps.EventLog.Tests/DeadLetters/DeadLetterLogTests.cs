using CityOps.Contracts.Batches;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.Contracts.Schema;
using CityOps.Contracts.Validation;
using CityOps.EventLog.DeadLetters;
using CityOps.EventLog.Embedded;
using CityOps.EventLog.Tests.Embedded;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CityOps.EventLog.Tests.DeadLetters;

public sealed class DeadLetterLogTests
{
    private const string Topic = "cityops.meter-readings.v1";
    private static readonly DateTimeOffset At = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task All_letters_of_an_origin_lie_in_one_partition_in_their_order_and_read_back()
    {
        using var folder = new TestFolder();
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>();
        var options = new EventLogOptions();
        await using var log = new EmbeddedEventLog(folder.Path, options, TimeProvider.System, meters, NullLogger<EmbeddedEventLog>.Instance);
        var dead = new DeadLetterLog(log, Options.Create(options), meters);
        var letters = Enumerable.Range(1, 5).Select(row => new DeadLetter(Topic, "upload:a", row, "utility", "no such word", "c2VhbGVk", At, "text/csv", RefusalCode.NotAWord, Detail: null, FirstAt: At)).ToList();

        var first = await dead.AppendAsync(Topic, DeadLetterCause.InvalidRow, letters, CancellationToken.None);
        var again = await dead.AppendAsync(Topic, DeadLetterCause.InvalidRow, letters[..2], CancellationToken.None);

        var (partition, end) = Assert.Single(first);
        Assert.Equal((Topic + ".dead", 5), (partition.Topic, end));
        Assert.Equal(7, again[partition]);
        await using var reader = log.ReadAll([partition.Topic], new Contract.RecordingListener(), ConsumerLimits.Default);
        var batch = await reader.ReadAsync(TimeSpan.FromSeconds(60), CancellationToken.None);
        using var rows = MessageDecoder.Decode(batch!.Records[3].Header(LogHeaders.ContentType), batch.Records[3].Value, ContractReader.Read<DeadLetter>());
        Assert.Equal(letters[3], Assert.Single(RowBatch.To<DeadLetter>(rows.Rows)));
    }

    [Fact]
    public void The_id_is_the_key_and_nothing_else()
    {
        var letter = new DeadLetter(Topic, "upload:a", 1, "utility", "no such word", "c2VhbGVk", At);

        Assert.Equal(letter.Id, (letter with { Reason = "another", At = At.AddDays(1), SealedPayload = null }).Id);
        Assert.NotEqual(letter.Id, (letter with { Row = 2 }).Id);
        Assert.Matches("^[0-9a-f]{16}$", letter.Id);
    }

    [Fact]
    public void Refused_again_it_keeps_its_name_its_payload_its_format_and_its_first_instant()
    {
        var letter = new DeadLetter(Topic, "upload:a", 7, "utility", "no such word", "c2VhbGVk", At, "text/csv", RefusalCode.NotAWord, "then");

        var again = letter.RefusedAgain("read_at", new Refusal(RefusalCode.InTheFuture, "lies in the future"), At.AddDays(1)).RefusedAgain(null, new Refusal(RefusalCode.NoRows, "none"), At.AddDays(2));

        Assert.Equal((letter.Id, letter.SealedPayload, "text/csv"), (again.Id, again.SealedPayload, again.ContentType));
        Assert.Equal((At, At.AddDays(2), 3L), (again.FirstAt, again.At, again.Attempts));
        Assert.Equal((null, RefusalCode.NoRows, "none", null), (again.Field, again.Code, again.Reason, again.Detail));
        Assert.Equal(
            new DeadLetterPlace("upload:a", 7, At, Attempts: 4),
            DeadLetterReference.Of(new TopicPartition(Topic, 3), new LogRecord(99, At, default, default, DeadLetterReference.HeadersOf(again)), row: 1));
    }

    [Fact]
    public void A_message_that_was_a_dead_letter_gives_that_letter_again()
    {
        var row = new DeadLetter(Topic, "upload:a", 7, null, "bad", null, At);
        var record = new LogRecord(99, At, default, default, DeadLetterReference.HeadersOf(row));

        Assert.Equal(new DeadLetterPlace("upload:a", 7, At, Attempts: 2), DeadLetterReference.Of(new TopicPartition(Topic, 3), record, row: 1));
        Assert.Equal(new DeadLetterPlace(Topic + "[3]@99", 1, FirstAt: null, Attempts: 1), DeadLetterReference.Of(new TopicPartition(Topic, 3), record with { Headers = [] }, row: 1));
    }
}
