using System.Net;
using CityOps.Host.Commands;
using CityOps.Host.Composition;
using CityOps.Host.Replay;

namespace CityOps.Host.Tests.Replay;

public sealed class ReplayServerTests : IDisposable
{
    private readonly DirectoryInfo _path = Directory.CreateTempSubdirectory("cityops-replay-");
    private readonly List<string?> _said = [];

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, "429")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "503")]
    [InlineData(HttpStatusCode.InsufficientStorage, "507")]
    public async Task A_server_that_asks_for_patience_is_waited_for_and_the_reason_is_said(HttpStatusCode status, string expected)
    {
        using var busy = new HttpResponseMessage(status);
        busy.Headers.RetryAfter = new(TimeSpan.FromMilliseconds(1));
        var answers = new Queue<HttpResponseMessage?>([busy, busy, null]);
        using var output = new StringWriter();
        var progress = new ReplayProgress(bar: null, output);
        var server = new ReplayServer(Folder(running: true), progress.Holds) { Patience = TimeSpan.Zero };

        await server.WithAsync(_ => Task.FromResult(answers.Dequeue() is { } answer ? GatewayProblem.WaitFor(answer) : null), new ReplayCounts(), TestContext.Current.CancellationToken);

        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("cityops: waiting: ", lines[0], StringComparison.Ordinal);
        Assert.Contains($"({expected}).", lines[0], StringComparison.Ordinal);
        Assert.Equal("cityops: going on.", lines[1].TrimEnd());
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up()
    {
        var server = new ReplayServer(Folder(running: false), _said.Add) { Patience = TimeSpan.Zero };

        var error = await Assert.ThrowsAsync<CommandException>(() => server.WithAsync(_ => Task.FromResult<Wait?>(null), new ReplayCounts { Accepted = 7 }, TestContext.Current.CancellationToken));

        Assert.Equal(1, error.ExitCode);
        Assert.Contains("7 rows are safe", error.Message, StringComparison.Ordinal);
        Assert.Contains("the server does not answer", Assert.Single(_said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_said_where_nothing_is_waited_for()
    {
        await new ReplayServer(Folder(running: true), _said.Add).WithAsync(_ => Task.FromResult<Wait?>(null), new ReplayCounts(), TestContext.Current.CancellationToken);

        Assert.Empty(_said);
    }

    public void Dispose() => _path.Delete(recursive: true);

    private DataFolder Folder(bool running)
    {
        var folder = DataFolder.Open(_path);
        if (running)
        {
            folder.WriteEndpoints(new Endpoints("http://localhost:1", "http://localhost:1", null, null));
        }

        return folder;
    }
}
