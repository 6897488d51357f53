using System.CommandLine;
using System.Text.Json;
using CityOps.Dashboards.EvidencePackages;
using CityOps.Host.Composition;
using CityOps.Identity;
using CityOps.Identity.Sealing;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Host.Commands;

/// <summary><c>cityops evidence verify</c>: whether an evidence package is what was signed; <c>cityops evidence key</c>: whose signature it should be.</summary>
internal static class EvidenceCommand
{
    public static Command Create() => new ExampledCommand("evidence", "Check evidence packages.", "cityops evidence verify CASE-0123456789AB.evidence.zip")
    {
        Verify(), Key(),
    };

    private static ExampledCommand Verify()
    {
        var file = new Argument<FileInfo>("file") { Description = "The package.", HelpName = "FILE" };
        var key = new Option<string?>("--key") { Description = "The public key it has to be signed with, as 'cityops evidence key' prints it; without one, compare the fingerprint.", HelpName = "KEY" };
        var json = SharedOptions.Json();
        var command = new ExampledCommand(
            "verify",
            "Check an evidence package by itself: its signature, and every file against the signed manifest. Names what was altered, is missing or was added; exits 1 where anything was. Needs no server.",
            """
            cityops evidence verify CASE-0123456789AB.evidence.zip
            cityops evidence verify CASE-0123456789AB.evidence.zip --key MFkwEwYHKoZIzj0C… --json
            """)
        {
            file, key, json,
        };
        command.SetAction(parsed => Run(parsed.GetValue(file)!, parsed.GetValue(key), parsed.GetValue(json)));
        return command;
    }

    private static ExampledCommand Key()
    {
        var data = SharedOptions.Data();
        var command = new ExampledCommand("key", "Print the public key that this installation signs evidence packages with.", "cityops evidence key --data ./cityops-data") { data };
        command.SetAction(parsed =>
        {
            using var services = new ServiceCollection().AddLogging().AddCityOpsIdentity(HostConfiguration.Build(DataFolder.OpenExisting(parsed.GetValue(data)!))).BuildServiceProvider();
            Console.WriteLine(services.GetRequiredService<PackageSigner>().PublicKey);
            return 0;
        });
        return command;
    }

    private static int Run(FileInfo file, string? key, bool json)
    {
        if (!file.Exists)
        {
            throw new CommandException($"there is no file {file.FullName}.");
        }

        using var stream = file.OpenRead();
        var result = PackageVerifier.Verify(stream, key);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { result.IsIntact, result.Fingerprint, result.Manifest?.CaseId, result.Manifest?.Standing, result.Problems }, HostJson.Options));
            return result.IsIntact ? 0 : 1;
        }

        foreach (var problem in result.Problems)
        {
            Console.WriteLine($"{problem.Path}: {problem.Problem}");
        }

        if (result.IsIntact)
        {
            Console.WriteLine($"{result.Manifest!.CaseId}: {result.Manifest.Entries.Count} files are as they were signed, {result.Manifest.Custody.Count} custody entries; standing: {result.Manifest.Standing}.");
        }

        if (key is null && result.Fingerprint is not null)
        {
            Console.WriteLine($"Signed by the key {result.Fingerprint}: compare it with the installation's ('cityops evidence key', then --key).");
        }

        return result.IsIntact ? 0 : 1;
    }
}
