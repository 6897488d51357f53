using System.Diagnostics;
using System.Text.Json;
using CityOps.Host.Commands;

namespace CityOps.Host.Bench.Landing;

/// <summary>Runs a stage as a child process: the task goes in as one line of JSON, the findings come out as the last line.</summary>
internal static class LandingChild
{
    public const string Command = "landing-stage";

    private const string Prefix = "findings ";

    /// <summary>The body of the hidden command: does the task on standard input.</summary>
    public static async Task ServeAsync(CancellationToken cancellationToken)
    {
        var task = JsonSerializer.Deserialize<LandingTask>((await Console.In.ReadLineAsync(cancellationToken))!)!;
        var findings = await LandingStages.RunAsync(task, cancellationToken);
        Console.WriteLine(Prefix + JsonSerializer.Serialize(findings));
    }

    /// <exception cref="CommandException">The child failed; the message holds what it said last.</exception>
    public static async Task<LandingFindings> RunAsync(LandingTask task, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(task.Folder);
        using var process = Start();
        try
        {
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(task));
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            var line = output.Split('\n').LastOrDefault(l => l.StartsWith(Prefix, StringComparison.Ordinal));
            return line is null
                ? throw new CommandException($"the stage '{task.Stage}' failed (exit code {process.ExitCode}): {LastMessage(await errors)}", exitCode: 1)
                : JsonSerializer.Deserialize<LandingFindings>(line[Prefix.Length..])!;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }

            Directory.Delete(task.Folder, recursive: true);
        }
    }

    /// <summary>The last line that is a message: frames of a stack trace and its marks are left out.</summary>
    internal static string LastMessage(string errors) => errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.TrimEnd())
        .LastOrDefault(line => !line.StartsWith("   ", StringComparison.Ordinal) && !line.StartsWith("--- ", StringComparison.Ordinal) && line.Length > 0)?
        .Replace(" ---> ", "", StringComparison.Ordinal) ?? "it said nothing.";

    private static Process Start()
    {
        var start = new ProcessStartInfo { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var assembly = typeof(LandingChild).Assembly.Location;
        if (Environment.ProcessPath is { } path && !string.Equals(Path.GetFileNameWithoutExtension(path), "dotnet", StringComparison.Ordinal)
            && string.Equals(Path.GetFileNameWithoutExtension(path), Path.GetFileNameWithoutExtension(assembly), StringComparison.Ordinal))
        {
            start.FileName = path;
        }
        else
        {
            start.FileName = Path.GetFileNameWithoutExtension(Environment.ProcessPath) is "dotnet" ? Environment.ProcessPath! : "dotnet";
            start.ArgumentList.Add("exec");
            start.ArgumentList.Add(assembly);
        }

        start.ArgumentList.Add("bench");
        start.ArgumentList.Add(Command);
        return Process.Start(start)!;
    }
}
