using Spectre.Console;

namespace CityOps.Host.Commands;

/// <summary>A bar on a terminal; nothing where the output is a file or a pipe, or where the caller wants JSON.</summary>
internal static class ProgressBar
{
    /// <param name="run">Does the work and reports how much of it is done, 0 to 1.</param>
    public static Task ShowAsync(bool quiet, string what, Func<Action<double>, Task> run)
    {
        if (quiet || Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
        {
            return run(_ => { });
        }

        return AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                var bar = context.AddTask(what, maxValue: 1);
                return run(done => bar.Value = done);
            });
    }
}
