using CityOps.Contracts.Codecs;

namespace CityOps.Contracts.Tests.Codecs;

public sealed class FuzzTests
{
    public static TheoryData<WireFormat> Formats => [.. Enum.GetValues<WireFormat>()];

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Formats))]
    public async Task Random_bytes_are_rows_rejected_or_a_body_refused_and_nothing_else(WireFormat format)
    {
        var random = new Random(1);
        for (var run = 0; run < 3_000; run++)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            var body = new byte[random.Next(200)];
            random.NextBytes(body);
            await DecodeAsync(format, body);
        }
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Formats))]
    public async Task A_damaged_body_is_rows_rejected_or_a_body_refused_and_nothing_else(WireFormat format)
    {
        var random = new Random(2);
        using var batch = Some.Batch(Some.Readings, seed: 1, rows: 8);
        var sound = ContractEncoders.Encode(format, Some.Readings, [batch]);
        for (var run = 0; run < 6_000; run++)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            var body = sound.ToArray();
            for (var damage = random.Next(1, 4); damage > 0; damage--)
            {
                body[random.Next(body.Length)] = random.Next(3) switch
                {
                    0 => 0xFF,
                    1 => 0,
                    _ => (byte)random.Next(256),
                };
            }

            await DecodeAsync(format, body[..random.Next(body.Length / 2, body.Length + 1)]);
            await DecodeAsync(format, body);
        }
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Formats))]
    public async Task A_damaged_message_is_refused_or_read_and_nothing_else(WireFormat format)
    {
        var random = new Random(3);
        using var batch = Some.Batch(Some.Readings, seed: 1, rows: 8);
        var sound = ContractEncoders.Encode(format, Some.Readings, [batch]);
        for (var run = 0; run < 3_000; run++)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            var body = sound.ToArray();
            body[random.Next(body.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                using var rows = MessageDecoder.Decode(ContentTypes.Of(format), body, Some.Readings);
                if (format is WireFormat.Arrow)
                {
                    Assert.NotNull(ArrowMessage.Decode(body));
                }
            }
            catch (UndecodableBodyException)
            {
                // What a broken message is answered with.
            }
        }

        await Task.CompletedTask;
    }

    private static async Task DecodeAsync(WireFormat format, byte[] body)
    {
        try
        {
            await Some.DecodeAsync(format, Some.Readings, new MemoryStream(body), new DecodeLimits(RowsPerBatch: 3, MaxRowBytes: 4_096));
        }
        catch (UndecodableBodyException)
        {
            // What a broken body is answered with.
        }
    }
}
