using System.Globalization;
using System.Text.Json;
using CityOps.Contracts.Catalog;
using CityOps.Host.Commands;
using CityOps.Host.Composition;
using CityOps.Ingest.Simulation;

namespace CityOps.Host.Simulation;

/// <summary>Writes a simulation as one CSV file a contract, and its truth as <c>truth.csv</c>; memory does not grow with it.</summary>
internal static class SimulationFiles
{
    public static async Task<int> WriteAsync(ISimulator simulator, SimulationRequest request, DirectoryInfo output, bool json, CancellationToken cancellationToken)
    {
        Make(output);
        var files = new Dictionary<string, ContractFile>(StringComparer.Ordinal);
        try
        {
            using (var truth = new TruthFile(output.FullName))
            {
                await ProgressBar.ShowAsync(json, $"simulating {request.Subjects} subjects", async report =>
                {
                    await foreach (var events in simulator.EventsAsync(request, truth, cancellationToken))
                    {
                        await FileOf(events.Contract).WriteAsync(events.Rows, cancellationToken);
                        report((events.Through - request.From) / (request.To - request.From));
                    }
                });
            }

            foreach (var file in files.Values)
            {
                await file.FinishAsync();
            }

            Print(output, files, json);
            return 0;
        }
        finally
        {
            foreach (var file in files.Values)
            {
                await file.DisposeAsync();
            }
        }

        ContractFile FileOf(string contract)
        {
            if (!files.TryGetValue(contract, out var file))
            {
                files[contract] = file = new ContractFile(output.FullName, Schemas[contract], cancellationToken);
            }

            return file;
        }
    }

    private static void Make(DirectoryInfo output)
    {
        try
        {
            output.Create();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                File.Exists(output.FullName) ? $"--out: {output.FullName} is a file; name a folder, which is made where it is missing." : $"--out: the folder {output.FullName} cannot be made: {refused.Message}");
        }
    }

    private static ContractCatalog Schemas { get; } = new(Scenarios.Catalog());

    private static void Print(DirectoryInfo output, Dictionary<string, ContractFile> files, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new { Folder = output.FullName, Rows = files.ToDictionary(f => f.Key, f => f.Value.Rows, StringComparer.Ordinal) }, HostJson.Options));
            return;
        }

        foreach (var (contract, file) in files)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.Combine(output.FullName, contract + ".csv")}: {file.Rows:N0} rows"));
        }

        Console.WriteLine($"{Path.Combine(output.FullName, "truth.csv")}: what really happened.");
    }
}
