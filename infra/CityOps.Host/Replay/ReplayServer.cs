using System.Diagnostics;
using System.Text.Json;
using CityOps.Host.Commands;
using CityOps.Host.Composition;

namespace CityOps.Host.Replay;

/// <summary>Why a request has to be made again, and after how long.</summary>
/// <param name="Reason">So that it can follow "waiting:".</param>
internal sealed record Wait(string Reason, TimeSpan? After);

/// <summary>
/// The server that a replay talks to. It follows one that comes back on another port, waits for one that asks to, and gives up when there has been none for
/// <see cref="Patience"/>.
/// </summary>
internal sealed class ReplayServer(DataFolder folder, Action<string?> onHold)
{
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan SlowAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a server may be gone. One that answers, however busy, is waited for without end.</summary>
    public TimeSpan Patience { get; init; } = GiveUpAfter;

    /// <param name="attempt">Gets the server's address; null where it succeeded.</param>
    /// <exception cref="CommandException">The server is gone.</exception>
    public async Task WithAsync(Func<string, Task<Wait?>> attempt, ReplayCounts counts, CancellationToken cancellationToken)
    {
        var silence = Stopwatch.StartNew();
        var held = false;
        while (true)
        {
            var answered = false;
            Wait? wait = new($"the server does not answer; it is waited for at most {Patience.TotalSeconds:0} s", After: null);
            try
            {
                if (folder.TryReadEndpoints() is { } endpoints)
                {
                    var pending = attempt(endpoints.Api);
                    if (await Task.WhenAny(pending, Task.Delay(SlowAfter, cancellationToken)) != pending)
                    {
                        onHold($"the server has not answered for {SlowAfter.TotalSeconds:0} s; its log may be away");
                        held = true;
                    }

                    wait = await pending;
                    answered = true;
                    silence.Restart();
                }
            }
            catch (Exception error) when (error is HttpRequestException or IOException or JsonException)
            {
                // Away for now: a restart brings it back, perhaps on another port.
            }

            if (wait is not null || held)
            {
                onHold(wait?.Reason);
                held = true;
            }

            if (wait is null)
            {
                return;
            }

            if (!answered && silence.Elapsed >= Patience)
            {
                throw Gone(counts);
            }

            await Task.Delay(wait.After ?? Pause, cancellationToken);
        }
    }

    private CommandException Gone(ReplayCounts counts) => new(
        $"the server is gone. {counts.Accepted} rows are safe. Start it (cityops up --data {folder.Path}) and run the same command again: nothing is doubled.",
        exitCode: 1);
}
