using System.Net;
using System.Net.Http.Json;
using CityOps.Dashboards.Auth;
using CityOps.Identity.Audit;
using CityOps.Ingest.Jt808.Gateway;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Dashboards.Tests;

public sealed class TerminalTests(TerminalTests.WithGateway shared) : IClassFixture<TerminalTests.WithGateway>
{
    [Fact]
    public async Task A_process_without_terminals_says_so()
    {
        await using var server = await Server.StartAsync();
        var answer = await server.Client(Roles.Analyst).PostAsJsonAsync("/api/v1/terminals/T-1/tracking", new { reason = "near the forbidden site" });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("role 'ingest'", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text", """{"text":"请盖好车厢","reason":"lid open at the gate"}""", "text")]
    [InlineData("tracking", """{"interval_seconds":5,"for_seconds":60,"reason":"near the forbidden site"}""", "tracking")]
    [InlineData("picture", """{"channel":2,"reason":"is it loaded"}""", "picture")]
    public async Task A_command_is_audited_before_it_goes_out_and_answered_with_what_the_terminal_says(string path, string body, string command)
    {
        shared.Gateway.Sent.Clear();

        var answer = await shared.Server.Client(Roles.Analyst).PostAsync("/api/v1/terminals/T-1/" + path, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal("""{"terminal":"T-1","outcome":"done"}""", await answer.Content.ReadAsStringAsync());
        Assert.Equal(command, Assert.Single(shared.Gateway.Sent).Name);
        var entries = await shared.Server.App.Services.GetRequiredService<IAuditLog>().ReadAsync(1, default).ToListAsync();
        Assert.Contains(entries, e => e.Action == "terminal_commanded" && e.Subject == "T-1 " + command);
    }

    [Theory]
    [InlineData("T-1/text", """{"text":"","reason":"because"}""", 400, "'text'")]
    [InlineData("T-1/text", """{"text":"halt"}""", 400, "'reason'")]
    [InlineData("T-1/tracking", """{"interval_seconds":-1,"reason":"because"}""", 400, "'interval_seconds'")]
    [InlineData("T-1/picture", """{"channel":99,"reason":"because"}""", 400, "'channel'")]
    [InlineData("T-2/picture", """{"reason":"because"}""", 404, "connected")]
    public async Task A_command_that_cannot_be_meant_is_refused_and_nothing_is_sent(string path, string body, int status, string said)
    {
        shared.Gateway.Sent.Clear();

        var answer = await shared.Server.Client(Roles.Analyst).PostAsync("/api/v1/terminals/" + path, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(said, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(shared.Gateway.Sent);
    }

    [Fact]
    public async Task The_connected_terminals_are_listed()
    {
        var answer = await shared.Server.Client(Roles.SystemAdmin).GetStringAsync("/api/v1/terminals");
        Assert.Contains("\"phone\":\"13800000001\",\"truck_id\":\"T-1\",\"state\":\"authenticated\"", answer, StringComparison.Ordinal);
    }

    public sealed class WithGateway : SharedServer
    {
        internal StandingGateway Gateway { get; } = new();

        protected override void Add(IServiceCollection services) => services.AddSingleton<ITerminalGateway>(Gateway);
    }

    internal sealed class StandingGateway : ITerminalGateway
    {
        public List<TerminalCommand> Sent { get; } = [];

        public IPEndPoint? Endpoint => new(IPAddress.Loopback, 7_611);

        public int Connections => 1;

        public IReadOnlyList<ConnectedTerminal> List(int most) =>
            [new("13800000001", "T-1", TerminalState.Authenticated, 2013, "127.0.0.1:9", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 1, 1, 0)];

        public string? PhoneOf(string terminal) => terminal is "T-1" ? "013800000001" : null;

        public Task<CommandOutcome> SendAsync(string phone, TerminalCommand command, CancellationToken cancellationToken)
        {
            Sent.Add(command);
            return Task.FromResult(CommandOutcome.Done);
        }
    }
}
