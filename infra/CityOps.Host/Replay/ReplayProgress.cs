using System.Globalization;
using Spectre.Console;

namespace CityOps.Host.Replay;

/// <summary>Shows how far a replay is and what it waits for: a bar on a terminal; where the output is a file or a pipe, a line on the error output when it has to wait.</summary>
internal sealed class ReplayProgress(ProgressTask? bar, TextWriter errors)
{
    private string? _hold;

    public static async Task ShowAsync(bool quiet, Func<ReplayProgress, Task> run)
    {
        if (quiet || !AnsiConsole.Profile.Capabilities.Interactive || Console.IsOutputRedirected)
        {
            await run(new ReplayProgress(bar: null, Console.Error));
            return;
        }

        await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context => run(new ReplayProgress(context.AddTask("sending", maxValue: 1), Console.Error)));
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
        if (bar is not null && _hold is null)
        {
            bar.Description = messages == 0 ? "landed" : string.Create(CultureInfo.InvariantCulture, $"landing · {messages:N0} messages to go");
        }
    }

    /// <summary>Says why nothing moves, once a reason.</summary>
    /// <param name="reason">Null: it moves again.</param>
    public void Holds(string? reason)
    {
        if (string.Equals(reason, _hold, StringComparison.Ordinal))
        {
            return;
        }

        var goesOn = reason is null;
        _hold = reason;
        if (bar is not null)
        {
            bar.Description = goesOn ? "going on" : Markup.Escape($"waiting: {reason}");
        }
        else
        {
            errors.WriteLine(goesOn ? "cityops: going on." : $"cityops: waiting: {reason}.");
        }
    }
}
