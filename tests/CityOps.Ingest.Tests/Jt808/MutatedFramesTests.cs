using CityOps.Ingest.Jt808.Decoding;
using CityOps.Ingest.Jt808.Protocol;

namespace CityOps.Ingest.Tests.Jt808;

public sealed class MutatedFramesTests
{
    [Fact]
    public void No_mutation_of_a_frame_does_more_than_fail_in_words()
    {
        var random = new Random(20260301);
        byte[] item = [0, 28, .. SomeFrame.Position()];
        byte[][] seeds =
        [
            Convert.FromHexString(SomeFrame.Of(MessageIds.Position, SomeFrame.Position(extras: [1, 4, 0, 0, 0, 9, 0x30, 1, 20]))),
            Convert.FromHexString(SomeFrame.Of(MessageIds.PositionBatch, [0, 2, 1, .. item, .. item], is2019: true)),
        ];
        for (var round = 0; round < 200_000; round++)
        {
            var bytes = (byte[])seeds[round % seeds.Length].Clone();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var body = bytes.AsSpan(random.Next(bytes.Length));
            PositionMessages.Read(MessageIds.PositionBatch, body, out _);
            DecodedFrame.Of(body);
            DecodedFrame.OfPlain(body);
        }
    }
}
