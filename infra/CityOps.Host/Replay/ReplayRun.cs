using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using CityOps.Contracts.Catalog;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Schema;
using CityOps.Host.Commands;
using CityOps.Host.Composition;
using CityOps.Ingest.Files;
using CityOps.Pipelines.Scenarios;

namespace CityOps.Host.Replay;

/// <summary>One run of <c>cityops replay</c>, from the file to the last row landed.</summary>
internal static class ReplayRun
{
    public static async Task<int> RunAsync(ReplayRequest request, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var schema = SchemaOf(request.Contract);
        request.Folder.ReadEndpoints();
        await using var source = SourceFile.Open(request.File);
        var tokens = LocalTokens.Of(request.Folder);
        await using var rows = await MappedAsync(source, request.File.Name, request.Mapping, schema, cancellationToken);
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        var counts = new ReplayCounts();
        await ReplayProgress.ShowAsync(request.Json, async progress =>
        {
            var client = new ReplayClient(
                http, new ReplayServer(request.Folder, progress.Holds), request.Contract, ContentTypes.Of(source.Format), UploadIdOf(request), () => tokens.Issue("ingest"));
            counts = client.Counts;
            await SendAsync(source, rows, client, progress, request.File.Name, cancellationToken);
            if (request.Wait)
            {
                // Roads, controls and the like have no table: processors read them from the log, where they are durable by now.
                if (!Lands(request.Contract))
                {
                    counts.ForgetTopic(schema.Topic);
                }

                await client.WaitUntilLandedAsync(progress, cancellationToken);
            }
        });
        Print(request, counts, clock.Elapsed);
        return ReplayReport.ExitCodeOf(counts);
    }

    private static async Task SendAsync(SourceFile source, Stream rows, ReplayClient client, ReplayProgress progress, string name, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var chunk in Chunks.CutAsync(rows, source.Format, cancellationToken))
            {
                await client.SendAsync(chunk, cancellationToken);
                progress.Sent(source.Fraction, client.Counts);
            }
        }
        catch (Exception broken) when (broken is BrokenFileException or UndecodableBodyException)
        {
            throw new CommandException(
                $"{Said(name, broken)} {(client.Counts.Accepted == 0 ? "Nothing of it was taken." : $"{client.Counts.Accepted} rows before that were taken; send the mended file again: nothing is doubled.")}");
        }
    }

    private static string Said(string name, Exception broken) => $"'{name}' {(broken is BrokenFileException ? "" : "cannot be read: ")}{broken.Message.TrimEnd('.')}.";

    // The same file gives the same id, so that sending it again gives the same dead letters. The name itself stays here: it may tell of somebody.
    private static string UploadIdOf(ReplayRequest request) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{request.Contract}/{request.File.Name}/{request.File.Length}")))[..32];

    private static bool Lands(string contract) => Scenarios.Catalog().Of<LandingPart>().Any(part => string.Equals(part.Contract, contract, StringComparison.Ordinal));

    private static ContractSchema SchemaOf(string contract)
    {
        var catalog = new ContractCatalog(Scenarios.Catalog());
        return catalog.TryGet(contract, out var schema) && !schema.IsInternal
            ? schema
            : throw new CommandException($"no contract is named '{contract}'. There are: {string.Join(", ", catalog.All.Where(c => !c.IsInternal).Select(c => c.Name))}.");
    }

    private static async ValueTask<Stream> MappedAsync(SourceFile source, string name, MappingOptions options, ContractSchema schema, CancellationToken cancellationToken)
    {
        if (!options.Any)
        {
            return source.Rows;
        }

        if (source.Format is not WireFormat.Csv)
        {
            throw new CommandException("--map, --set, --unit and --zone are for CSV files; this one is not CSV.");
        }

        try
        {
            return await MappedCsv.OpenAsync(source.Rows, ColumnMapping.Parse(options.Map, options.Set, options.Unit, options.Zone, schema), schema, cancellationToken);
        }
        catch (ColumnMappingException error)
        {
            throw new CommandException(error.Message);
        }
        catch (Exception error) when (error is UndecodableBodyException or BrokenFileException)
        {
            throw new CommandException(Said(name, error));
        }
    }

    private static void Print(ReplayRequest request, ReplayCounts counts, TimeSpan elapsed)
    {
        if (request.Json)
        {
            Console.WriteLine(ReplayReport.Json(counts, request.Wait, elapsed));
            return;
        }

        foreach (var line in ReplayReport.Lines(counts, landed: request.Wait && Lands(request.Contract), elapsed))
        {
            Console.WriteLine(line);
        }
    }
}
