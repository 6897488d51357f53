using CityOps.Pipelines.Streaming;

namespace CityOps.Pipelines.Tests.Streaming;

/// <summary>States of any length come back as they were, also from an array that held a longer one.</summary>
public sealed class StateBufferTests
{
    private static readonly DateTimeOffset Judged = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_state_comes_back_whatever_was_encoded_before_it()
    {
        var buffer = new StateBuffer();
        foreach (var length in new[] { 0, 10, 70_000, 2_000_000, 1_999_000, 300_000, 65_536, 5, 4_000_000, 1 })
        {
            var own = new byte[length];
            new Random(length).NextBytes(own);

            var read = ProcessorState.Decode(buffer.Encode(new ProcessorState(ReferenceOffsets.None, Judged, own)));

            Assert.Equal(Judged, read.JudgedTo);
            Assert.True(read.Own.Span.SequenceEqual(own), $"{length} bytes");
        }
    }

    [Fact]
    public void Large_states_of_about_the_same_length_share_an_array_and_small_ones_are_no_longer_than_they_are()
    {
        var buffer = new StateBuffer();

        Assert.Same(Encode(2_000_000), Encode(2_010_000));
        Assert.InRange(Encode(1_000).Length, 1_000, 1_100);

        byte[] Encode(int length) => buffer.Encode(new ProcessorState(ReferenceOffsets.None, Judged, new byte[length]));
    }

    [Fact]
    public void A_state_of_the_layout_before_is_read()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write((byte)2);
        ReferenceOffsets.None.Write(writer);
        writer.Write(Judged.UtcTicks);
        writer.Write([1, 2, 3]);
        writer.Flush();

        var read = ProcessorState.Decode(stream.ToArray());

        Assert.Equal((Judged, 3), (read.JudgedTo, read.Own.Length));
    }
}
