using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
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
        await using var rows = await MappedAsync(source, request.Mapping, schema, cancellationToken);
        using var client = new ReplayClient(
            request.Folder, request.Contract, ContentTypes.Of(source.Format), UploadIdOf(request), () => tokens.Issue("ingest"));
        await ReplayProgress.ShowAsync(request.Json, async progress =>
        {
            await foreach (var chunk in Chunks.CutAsync(rows, source.Format, cancellationToken))
            {
                await client.SendAsync(chunk, cancellationToken);
                progress.Sent(source.Fraction, client.Counts);
            }

            if (request.Wait)
            {
                // Roads, controls and the like have no table: processors read them from the log, where they are durable by now.
                if (!Lands(request.Contract))
                {
                    client.Counts.ForgetTopic(schema.Topic);
                }

                await client.WaitUntilLandedAsync(progress.Waiting, cancellationToken);
            }
        });
        Print(request, client.Counts, clock.Elapsed);
        return 0;
    }

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

    private static async ValueTask<Stream> MappedAsync(SourceFile source, MappingOptions options, ContractSchema schema, CancellationToken cancellationToken)
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
        catch (Exception error) when (error is ColumnMappingException or UndecodableBodyException)
        {
            throw new CommandException(error.Message);
        }
    }

    private static void Print(ReplayRequest request, ReplayCounts counts, TimeSpan elapsed)
    {
        if (request.Json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new { counts.Accepted, counts.Rejected, Landed = request.Wait, Seconds = Math.Round(elapsed.TotalSeconds, 3), Examples = counts.Examples }, HostJson.Options));
            return;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{counts.Accepted:N0} rows accepted{(request.Wait && Lands(request.Contract) ? " and landed" : string.Empty)}, {counts.Rejected:N0} rejected, in {elapsed.TotalSeconds:0.0} s ({counts.Accepted / Math.Max(elapsed.TotalSeconds, 0.001):N0} rows/s)."));
        foreach (var example in counts.Examples)
        {
            Console.WriteLine("  " + example);
        }

        if (counts.Rejected > 0)
        {
            Console.WriteLine("Rejected rows are kept, sealed, as dead letters; send them again once they are mended.");
        }
    }
}
