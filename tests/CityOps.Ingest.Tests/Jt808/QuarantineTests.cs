using System.Text;
using CityOps.EventLog.DeadLetters;
using CityOps.Identity;
using CityOps.Identity.Sealing;
using CityOps.Ingest.Jt808.Decoding;
using CityOps.Ingest.Jt808.Gateway;
using CityOps.Ingest.Jt808.Protocol;
using CityOps.Ingest.Jt808.Trucks;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Ingest.Tests.Jt808;

public sealed class QuarantineTests
{
    [Fact]
    public async Task What_an_unknown_terminal_sends_is_kept_counted_and_sent_again_once_it_is_registered()
    {
        await using var gateway = await new SomeGateway().StartAsync(trucks: 1);
        await using var terminal = await gateway.ConnectAsync(9);
        Assert.True(await terminal.SignOnAsync("沪D00009", default).WaitAsync(SomeGateway.Patience));
        Assert.Equal(ReplyResult.Done, await terminal.AskAsync(MessageIds.Position, SomeFrame.Position(), default).WaitAsync(SomeGateway.Patience));

        var letter = Assert.Single(await gateway.Ingest.DeadLettersAsync("truck-positions"));
        Assert.Equal("terminal_phone", letter.Field);
        var services = gateway.Ingest.Services;
        var unknown = Assert.Single(services.GetRequiredService<Quarantine>().List(10));
        Assert.Equal((SomeGateway.PhoneOf(9), "沪D00009", 1L, false), (unknown.Phone, unknown.Plate, unknown.Messages, unknown.Registered));

        var payload = services.GetRequiredService<IPayloadSeal>().Open(letter);
        Assert.Equal("0x0200", FrameText.Decode(Encoding.ASCII.GetString(payload)).MsgId);
        var requeue = Assert.Single(services.GetServices<IDeadLetterRequeue>(), r => r.Takes(letter));
        Assert.Equal("terminal_phone", (await requeue.TryAppendAsync(letter, payload, default))!.Field);

        await gateway.RegisterAsync([SomeGateway.SomeTruck(9)]);
        while (!services.GetRequiredService<TruckDirectory>().Knows(SomeGateway.PhoneOf(9)))
        {
            await Task.Delay(10);
        }

        Assert.Null(await requeue.TryAppendAsync(letter, payload, default));
        Assert.Equal("T-9", Assert.Single(await gateway.PositionsAsync()).TruckId);
        Assert.True(Assert.Single(services.GetRequiredService<Quarantine>().List(10)).Registered);
    }

    [Fact]
    public async Task An_unknown_terminal_is_told_so_where_none_are_accepted()
    {
        await using var gateway = await new SomeGateway().With("AcceptUnknown", false).StartAsync(trucks: 1);
        await using var terminal = await gateway.ConnectAsync(9);
        Assert.False(await terminal.SignOnAsync("", default).WaitAsync(SomeGateway.Patience));
    }

    [Theory]
    [InlineData("at")]
    [InlineData("lat")]
    public async Task A_position_that_cannot_be_is_a_letter_and_is_answered(string field)
    {
        await using var gateway = await new SomeGateway().StartAsync(trucks: 1);
        await using var terminal = await gateway.SignOnAsync();
        var body = SomeFrame.Position(latE6: field == "lat" ? 91_000_000 : 31_230_000);
        body[23] = field == "at" ? (byte)0x13 : body[23];

        Assert.Equal(ReplyResult.Done, await terminal.AskAsync(MessageIds.Position, body, default).WaitAsync(SomeGateway.Patience));
        Assert.Equal(field, Assert.Single(await gateway.Ingest.DeadLettersAsync("truck-positions")).Field);
    }
}
