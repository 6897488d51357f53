using CityOps.Ingest.Jt808.Decoding;
using CityOps.Ingest.Jt808.Protocol;

namespace CityOps.Ingest.Tests.Jt808;

public sealed class FrameTextTests
{
    [Theory]
    [InlineData(false, "013800138000")]
    [InlineData(true, "00000000013800138000")]
    public void A_position_of_either_edition_is_read(bool is2019, string phone)
    {
        var frame = FrameText.Decode(SomeFrame.Of(MessageIds.Position, SomeFrame.Position(extras: [0x01, 4, 0, 0, 0, 9]), is2019));
        Assert.Equal((null, "0x0200", phone, 7), (frame.Error, frame.MsgId, frame.Phone, frame.Serial));
        var position = Assert.Single(frame.Positions);
        Assert.Equal(("2026-03-01T16:30:05Z", 31.23, 121.47, 45.5), (position.At, position.Lat, position.Lon, position.SpeedKmh));
        Assert.Equal("00000009", Assert.Single(position.Extras).Hex);
    }

    [Theory]
    [InlineData(31_230_000, 3u | 4u, -31.23)]
    [InlineData(-31_230_000, 3u | 4u, -31.23)]
    [InlineData(-31_230_000, 3u, -31.23)]
    public void South_is_a_bit_or_a_sign_or_both(int latE6, uint status, double expected) =>
        Assert.Equal(expected, Assert.Single(FrameText.Decode(SomeFrame.Of(MessageIds.Position, SomeFrame.Position(latE6, status: status))).Positions).Lat);

    [Fact]
    public void Bytes_7e_and_7d_in_a_body_survive()
    {
        var frame = FrameText.Decode(SomeFrame.Of(MessageIds.Position, SomeFrame.Position(extras: [0x7D, 2, 0x7E, 0x7D])));
        Assert.Equal("7e7d", Assert.Single(Assert.Single(frame.Positions).Extras).Hex);
    }

    [Fact]
    public void Malformed_extras_keep_the_base_position()
    {
        var frame = FrameText.Decode(SomeFrame.Of(MessageIds.Position, SomeFrame.Position(extras: [0x01, 4, 0, 0])));
        Assert.Null(frame.Error);
        Assert.Contains("malformed extras", frame.Warning, StringComparison.Ordinal);
        Assert.Single(frame.Positions);
    }

    [Fact]
    public void A_flipped_bit_is_a_bad_checksum()
    {
        var text = SomeFrame.Of(MessageIds.Position, SomeFrame.Position());
        var frame = FrameText.Decode(text[..^6] + (text[^6] == '0' ? '1' : '0') + text[^5..]);
        Assert.Contains("bad checksum", frame.Error, StringComparison.Ordinal);
        Assert.Empty(frame.Positions);
    }

    [Fact]
    public void A_declared_length_that_is_not_the_bodys_is_rejected()
    {
        var frame = FrameText.Decode(SomeFrame.Of(MessageIds.Position, SomeFrame.Position(), attributes: 1));
        Assert.Contains("wrong length: the body has 28 bytes, the header declares 29", frame.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_gives_its_positions_and_says_where_it_breaks_off()
    {
        byte[] item = [0, 28, .. SomeFrame.Position()];
        var frame = FrameText.Decode(SomeFrame.Of(MessageIds.PositionBatch, [0, 3, 1, .. item, .. item, 0, 28, 1]));
        Assert.Null(frame.Error);
        Assert.Equal("the batch ends in item 3 of 3", frame.Warning);
        Assert.Equal([true, true], frame.Positions.Select(position => position.Resend));
    }

    [Fact]
    public void Frames_that_share_a_line_are_all_decoded()
    {
        var text = SomeFrame.Of(MessageIds.Heartbeat, []);
        var frame = FrameText.Decode(text + SomeFrame.Of(MessageIds.Position, SomeFrame.Position()) + "7e0002");
        Assert.Equal("0x0002", frame.MsgId);
        Assert.Equal(["0x0200", null], frame.More!.Select(more => more.MsgId));
    }

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(2, 1, 0)]
    [InlineData(1, 0, 2)]
    public void Packages_are_put_together_in_whatever_order_their_lines_come(params int[] order)
    {
        using var joiner = new PackageJoiner();
        byte[] item = [0, 28, .. SomeFrame.Position()];
        byte[] body = [0, 3, 1, .. item, .. item, .. item];
        string[] lines = [.. body.Chunk(40).Select((part, i) => SomeFrame.Of(MessageIds.PositionBatch, part, serial: (ushort)(7 + i), packages: 3, package: (ushort)(i + 1)))];
        var frames = order.Select(i => FrameText.Decode(lines[i], joiner)).ToList();
        Assert.All(frames, frame => Assert.Equal((null, 0), (frame.Error, frame.Positions.Count)));
        Assert.Equal([null, null, 3], frames.Select(frame => frame.Joined?.Packages));
        Assert.Equal(3, frames[2].Joined!.Positions.Count);
        Assert.Empty(joiner.Missing);
    }

    [Fact]
    public void A_package_that_never_came_is_named_and_one_that_cannot_be_is_said()
    {
        using var joiner = new PackageJoiner();
        FrameText.Decode(SomeFrame.Of(MessageIds.PositionBatch, [0, 1], packages: 3, package: 2), joiner);
        var wrong = FrameText.Decode(SomeFrame.Of(MessageIds.PositionBatch, [0, 1], packages: 3, package: 4), joiner);
        Assert.Contains("no such package", wrong.Warning, StringComparison.Ordinal);
        Assert.Contains("0x0704 1, 3 never came", Assert.Single(joiner.Missing), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\uFEFF{0}")]
    [InlineData("\"{0}\",")]
    [InlineData("0x{1}")]
    [InlineData("{2}")]
    public void What_logs_put_around_bytes_is_no_matter(string form)
    {
        var text = SomeFrame.Of(MessageIds.Position, SomeFrame.Position());
        var pairs = text.Chunk(2).Select(pair => new string(pair)).ToList();
        var line = form.Replace("{0}", text, StringComparison.Ordinal).Replace("{1}", string.Join(" 0x", pairs), StringComparison.Ordinal).Replace("{2}", string.Join(':', pairs), StringComparison.Ordinal);
        Assert.Single(FrameText.Decode(line).Positions);
    }

    [Fact]
    public void A_frame_without_its_delimiters_is_read_as_a_frame_and_not_as_a_body()
    {
        var frame = FrameText.Decode(SomeFrame.Of(MessageIds.Position, SomeFrame.Position())[2..^2]);
        Assert.Equal((null, "0x0200", 7), (frame.Error, frame.MsgId, frame.Serial));
        Assert.Contains("no delimiters", frame.Warning, StringComparison.Ordinal);
        Assert.Equal(31.23, Assert.Single(frame.Positions).Lat);
    }

    [Theory]
    [InlineData(91_000_000, 3u, "nowhere on Earth")]
    [InlineData(31_000_000, 3u | 1u << 5, "encrypted")]
    public void A_place_that_is_none_is_warned_of(int latE6, uint status, string warning) =>
        Assert.Contains(warning, FrameText.Decode(SomeFrame.Of(MessageIds.Position, SomeFrame.Position(latE6, status: status))).Warning, StringComparison.Ordinal);

    [Fact]
    public void Bytes_before_the_first_delimiter_are_counted() =>
        Assert.Contains("2 bytes before", FrameText.Decode("0102" + SomeFrame.Of(MessageIds.Heartbeat, [])).Warning, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("zz")]
    [InlineData("7e0")]
    [InlineData("7e7e")]
    [InlineData("7e7d037e")]
    [InlineData("0102")]
    public void What_is_no_frame_is_an_error_in_words(string line)
    {
        var frame = FrameText.Decode(line);
        Assert.False(string.IsNullOrEmpty(frame.Error));
        Assert.Empty(frame.Positions);
    }

    [Fact]
    public void An_hour_that_is_none_leaves_the_instant_open()
    {
        var body = SomeFrame.Position();
        body[25] = 0x25;
        Assert.Null(Assert.Single(FrameText.Decode(SomeFrame.Of(MessageIds.Position, body)).Positions).At);
    }
}
