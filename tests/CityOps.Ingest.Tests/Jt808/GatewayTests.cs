using CityOps.Contracts.Events;
using CityOps.Ingest.Jt808.Gateway;
using CityOps.Ingest.Jt808.Protocol;

namespace CityOps.Ingest.Tests.Jt808;

public sealed class GatewayTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_position_of_either_edition_is_in_the_log_when_it_is_answered(bool is2019)
    {
        await using var gateway = await new SomeGateway().StartAsync();
        await using var terminal = await gateway.SignOnAsync(is2019: is2019);

        Assert.Equal(ReplyResult.Done, await terminal.AskAsync(MessageIds.Position, SomeFrame.Position(), default).WaitAsync(SomeGateway.Patience));

        var position = Assert.Single(await gateway.PositionsAsync());
        Assert.Equal(("T-1", SomeFrame.At, 121.47, 31.23, 45.5), (position.TruckId, position.At, position.Lon, position.Lat, position.SpeedKmh));
    }

    [Fact]
    public async Task A_batch_from_a_blind_area_is_taken_whole()
    {
        await using var gateway = await new SomeGateway().StartAsync();
        await using var terminal = await gateway.SignOnAsync();
        byte[] item = [0, 28, .. SomeFrame.Position()];
        byte[] other = [.. item];
        other[^1] = 0x59;

        Assert.Equal(ReplyResult.Done, await terminal.AskAsync(MessageIds.PositionBatch, [0, 2, 1, .. item, .. other], default).WaitAsync(SomeGateway.Patience));
        Assert.Equal(2, (await gateway.PositionsAsync()).Count);
    }

    [Fact]
    public async Task A_batch_in_packages_is_answered_package_by_package_once_it_is_durable()
    {
        await using var gateway = await new SomeGateway().StartAsync();
        await using var terminal = await gateway.SignOnAsync();
        var body = new List<byte> { 0, 60, 1 };
        for (var i = 0; i < 60; i++)
        {
            byte[] item = [0, 28, .. SomeFrame.Position()];
            item[^1] = (byte)((i / 10 << 4) | (i % 10));
            body.AddRange(item);
        }

        Assert.Equal(ReplyResult.Done, await terminal.AskAsync(MessageIds.PositionBatch, [.. body], default).WaitAsync(SomeGateway.Patience));
        Assert.Equal(60, (await gateway.PositionsAsync()).Select(p => p.At).Distinct().Count());
    }

    [Fact]
    public async Task Heartbeat_and_sign_off_are_answered_and_afterwards_nothing_is_taken()
    {
        await using var gateway = await new SomeGateway().StartAsync();
        await using var terminal = await gateway.SignOnAsync();

        Assert.Equal(ReplyResult.Done, await terminal.AskAsync(MessageIds.Heartbeat, [], default).WaitAsync(SomeGateway.Patience));
        Assert.Equal(ReplyResult.Done, await terminal.AskAsync(MessageIds.Deregister, [], default).WaitAsync(SomeGateway.Patience));
        Assert.Equal(ReplyResult.Failed, await terminal.AskAsync(MessageIds.Position, SomeFrame.Position(), default).WaitAsync(SomeGateway.Patience));
    }

    [Fact]
    public async Task What_is_not_understood_is_answered_so()
    {
        await using var gateway = await new SomeGateway().StartAsync();
        await using var terminal = await gateway.SignOnAsync();
        Assert.Equal(ReplyResult.Unsupported, await terminal.AskAsync(0x0900, [1, 2, 3], default).WaitAsync(SomeGateway.Patience));
        Assert.Equal(ReplyResult.Malformed, await terminal.AskAsync(MessageIds.Position, [1, 2, 3], default).WaitAsync(SomeGateway.Patience));
    }

    [Fact]
    public async Task Nothing_is_taken_before_authentication_nor_for_another_phone()
    {
        await using var gateway = await new SomeGateway().StartAsync();
        await using var stranger = await gateway.ConnectAsync();
        Assert.Equal(ReplyResult.Failed, await stranger.AskAsync(MessageIds.Position, SomeFrame.Position(), default).WaitAsync(SomeGateway.Patience));
        Assert.Equal(ReplyResult.Failed, await stranger.AskAsync(MessageIds.Authenticate, TerminalBodies.Authenticate("wrong", false), default).WaitAsync(SomeGateway.Patience));

        await using var terminal = await gateway.SignOnAsync();
        var forged = Convert.FromHexString(SomeFrame.Of(MessageIds.Position, SomeFrame.Position()));
        await terminal.SendRawAsync(forged, default);
        Assert.Equal(ReplyResult.Done, await terminal.AskAsync(MessageIds.Heartbeat, [], default).WaitAsync(SomeGateway.Patience));
        Assert.Empty(await gateway.PositionsAsync());
    }

    [Fact]
    public async Task The_same_message_twice_makes_the_same_row_and_both_are_answered()
    {
        await using var gateway = await new SomeGateway().StartAsync();
        await using var terminal = await gateway.SignOnAsync();
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(ReplyResult.Done, await terminal.AskAsync(MessageIds.Position, SomeFrame.Position(), default).WaitAsync(SomeGateway.Patience));
        }

        Assert.Single((await gateway.PositionsAsync()).Distinct());
    }

    [Fact]
    public async Task A_truck_that_measures_in_gcj02_is_stored_in_wgs84_and_its_extras_are_read_by_its_profile()
    {
        await using var gateway = await new SomeGateway()
            .With("ExtrasProfiles:acme:LoadInStatus", false)
            .With("ExtrasProfiles:acme:Fields:0:Item", "0xE1").With("ExtrasProfiles:acme:Fields:0:Mask", "0x0C").With("ExtrasProfiles:acme:Fields:0:Column", "lid")
            .With("ExtrasProfiles:acme:Fields:0:Values:0", "closed").With("ExtrasProfiles:acme:Fields:0:Values:2", "open")
            .With("ExtrasProfiles:acme:Fields:1:Item", "0xE2").With("ExtrasProfiles:acme:Fields:1:Length", 2).With("ExtrasProfiles:acme:Fields:1:Column", "weight_kg").With("ExtrasProfiles:acme:Fields:1:Scale", 10)
            .StartAsync(datum: Datum.Gcj02, profile: "acme");
        await using var terminal = await gateway.SignOnAsync();
        var body = SomeFrame.Position(31_175_304, 121_531_542, 0x303, 0xE1, 1, 0b0000_1011, 0xE2, 2, 0x0A, 0x28, 0xE3, 9);

        Assert.Equal(ReplyResult.Done, await terminal.AskAsync(MessageIds.Position, body, default).WaitAsync(SomeGateway.Patience));

        var position = Assert.Single(await gateway.PositionsAsync());
        Assert.Equal(31.1774276, position.Lat, 0.000002);
        Assert.Equal(121.5272106, position.Lon, 0.000002);
        Assert.Equal((Lid.Open, 26_000, Load.Unknown), (position.Lid, position.WeightKg, position.Load));
    }

    [Fact]
    public async Task A_command_reaches_the_terminal_and_its_answer_comes_back()
    {
        await using var gateway = await new SomeGateway().With("CommandTimeoutSeconds", 2).StartAsync();
        await using var terminal = await gateway.SignOnAsync();
        var got = new List<PlatformCommand>();
        terminal.Commanded = message =>
        {
            got.Add(new PlatformCommand(message.Header.MessageId, message.Body));
            return message.Header.MessageId == MessageIds.Track ? ReplyResult.Unsupported : message.Header.MessageId == MessageIds.TakePicture ? null : ReplyResult.Done;
        };

        Assert.Equal(CommandOutcome.Done, await gateway.Gateway.SendAsync(SomeGateway.PhoneOf(1), new SpeakText("请盖好车厢", Urgent: true), default));
        Assert.Equal(CommandOutcome.Unsupported, await gateway.Gateway.SendAsync(SomeGateway.PhoneOf(1), new TrackFaster(5, 600), default));
        Assert.Equal(CommandOutcome.Unanswered, await gateway.Gateway.SendAsync(SomeGateway.PhoneOf(1), new TakePicture(1, 2), default));
        Assert.Equal(CommandOutcome.NotConnected, await gateway.Gateway.SendAsync(SomeGateway.PhoneOf(2), new TrackFaster(5, 600), default));
        Assert.Equal([MessageIds.Text, MessageIds.Track, MessageIds.TakePicture], got.Select(c => c.MessageId));
        Assert.Equal("请盖好车厢", Gbk.Encoding.GetString(got[0].Body.AsSpan(1)));
        Assert.Equal([0, 5, 0, 0, 2, 88], got[1].Body);
    }

    private sealed record PlatformCommand(ushort MessageId, byte[] Body);
}
