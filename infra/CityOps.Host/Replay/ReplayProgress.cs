using System.Globalization;
using Spectre.Console;

namespace CityOps.Host.Replay;

/// <summary>Shows how far a replay is: a bar on a terminal, nothing where the output is a file or a pipe.</summary>
internal sealed class ReplayProgress(ProgressTask? bar)
{
    public static async Task ShowAsync(bool quiet, Func<ReplayProgress, Task> run)
    {
        if (quiet || !AnsiConsole.Profile.Capabilities.Interactive || Console.IsOutputRedirected)
        {
            await run(new ReplayProgress(bar: null));
            return;
        }

        await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context => run(new ReplayProgress(context.AddTask("sending", maxValue: 1))));
    }

    public void Sent(double fraction, ReplayCounts counts)
    {
        if (bar is not null)
        {
            bar.Value = fraction;
            bar.Description = string.Create(CultureInfo.InvariantCulture, $"sending · {counts.Accepted:N0} rows");
        }
    }

    public void Waiting(long messages)
    {
        if (bar is not null)
        {
            bar.Description = messages == 0 ? "landed" : string.Create(CultureInfo.InvariantCulture, $"landing · {messages:N0} messages to go");
        }
    }
}
