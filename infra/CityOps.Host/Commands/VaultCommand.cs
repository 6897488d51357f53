using System.CommandLine;
using System.Globalization;
using CityOps.Casework;
using CityOps.Casework.Storage;
using CityOps.Dashboards.Privacy;
using CityOps.Dashboards.Storage;
using CityOps.Host.Composition;
using CityOps.Identity;
using CityOps.Identity.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace CityOps.Host.Commands;

/// <summary><c>cityops vault</c>: what security administrators do to the vault. Each has its audit entry before it happens.</summary>
internal static class VaultCommand
{
    private const int ShortestName = 2;
    private const int ShortestReason = 5;

    public static Command Create() => new ExampledCommand(
        "vault", "Rotate the vault's keys, or erase a household.", "cityops vault rekey --data ./cityops-data --by li.wei --reason 'yearly rotation'")
    {
        Rekey(), Erase(),
    };

    private static ExampledCommand Rekey()
    {
        var data = SharedOptions.Data();
        var (by, reason) = Who();
        var lookup = new Option<bool>("--lookup") { Description = "Move the lookup index to its next secret too; stop other processes first where they share no data folder." };
        var command = new ExampledCommand(
            "rekey",
            "Seal anew, under the current key (CityOps:Identity:SealKeyId) and algorithm (SealAlgorithm), what older ones sealed: addresses, contacts, places, identifiers, photos. Surrogate keys stay.",
            """
            CityOps__Identity__SealKeyId=2 cityops vault rekey --by li.wei --reason 'yearly rotation'
            CityOps__Identity__SealAlgorithm=sm4-gcm cityops vault rekey --by li.wei --reason 'national algorithms'
            cityops vault rekey --lookup --by li.wei --reason 'the lookup secret leaked'
            """)
        {
            data, by, reason, lookup,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = Open(DataFolder.OpenExisting(parsed.GetValue(data)!));
            var (vault, audit) = (services.GetRequiredService<IVaultMaintenance>(), services.GetRequiredService<IAuditLog>());
            var (actor, why) = (parsed.GetValue(by)!, parsed.GetValue(reason)!);
            var options = services.GetRequiredService<Microsoft.Extensions.Options.IOptions<IdentityOptions>>().Value.Identity;
            await audit.AppendAsync(new AuditEvent(actor, "security_admin", AuditAction.Resealed, $"key {options.SealKeyId} {options.SealAlgorithm}", why), cancellationToken);
            Console.WriteLine($"{await vault.ResealAsync(cancellationToken)} rows and photos sealed anew under key {options.SealKeyId} ({options.SealAlgorithm}).");
            if (parsed.GetValue(lookup))
            {
                await audit.AppendAsync(new AuditEvent(actor, "security_admin", AuditAction.LookupKeyRotated, "next", why), cancellationToken);
                Console.WriteLine($"The lookup index is at version {await vault.RotateLookupKeyAsync(cancellationToken)}; the secret before it can be destroyed.");
            }

            return 0;
        });
        return command;
    }

    private static ExampledCommand Erase()
    {
        var data = SharedOptions.Data();
        var (by, reason) = Who();
        var dwelling = new Option<string>("--dwelling") { Description = "The dwelling's key, as its case's subject shows it.", HelpName = "KEY", Required = true };
        var meters = new Option<string[]>("--meter") { Description = "The keys of its meters, as meter_links has them; may be given several times.", HelpName = "KEY", DefaultValueFactory = _ => [] };
        var command = new ExampledCommand(
            "erase",
            "Erase a household: its numbers, address, contact and place, photos of visits and what callers said of it, so that what log, warehouse and cases hold can no longer be traced to it. The proof is in the audit log: what was asked, and what was erased.",
            "cityops vault erase --dwelling 1234567890123456789 --meter 9876543210987654321 --by li.wei --reason 'request 2026-17'")
        {
            data, by, reason, dwelling, meters,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var key = KeyOf(parsed.GetValue(dwelling)!);
            ulong[] meterKeys = [.. (parsed.GetValue(meters) ?? []).Select(KeyOf)];
            await using var services = Open(DataFolder.OpenExisting(parsed.GetValue(data)!));
            var audit = services.GetRequiredService<IAuditLog>();
            var (actor, why) = (parsed.GetValue(by)!, parsed.GetValue(reason)!);
            await services.GetRequiredService<ICaseworkDbFactory>().MigrateAsync(cancellationToken);
            await services.GetRequiredService<IOperationsDbFactory>().MigrateAsync(cancellationToken);
            await audit.AppendAsync(Entry($"asked: {why}"), cancellationToken);
            var (photos, reports) = await services.GetRequiredService<HouseholdTraces>().EraseAsync(key.ToString(CultureInfo.InvariantCulture), Entry(why), cancellationToken);
            var erased = await services.GetRequiredService<IIdentityVault>().EraseAsync(key, cancellationToken);
            var erasedMeters = await services.GetRequiredService<IVaultMaintenance>().EraseMetersAsync(meterKeys, cancellationToken);
            var proof = await audit.AppendAsync(Entry($"done: {(erased ? "dwelling erased" : "no such dwelling")}, {erasedMeters} of {meterKeys.Length} meters, {photos} photos and {reports} reports erased"), cancellationToken);
            Console.WriteLine($"{(erased ? "The dwelling was erased" : "The vault holds no such dwelling")}, with {erasedMeters} of {meterKeys.Length} meters; {photos} photos of visits and what was said in {reports} reports were erased. Proof: audit entry {proof.Sequence}, hash {Convert.ToHexStringLower(proof.Hash)}.");
            return erased ? 0 : 1;

            AuditEvent Entry(string text) => new(actor, "security_admin", AuditAction.VaultErased, key.ToString(CultureInfo.InvariantCulture), text);
        });
        return command;
    }

    private static (Option<string> By, Option<string> Reason) Who() => (
        Said(new Option<string>("--by") { Description = "Who does it; the audit log shows it.", HelpName = "NAME", Required = true }, ShortestName),
        Said(new Option<string>("--reason") { Description = "Why; the audit log shows it.", HelpName = "TEXT", Required = true }, ShortestReason));

    // What the audit log is to prove has to say something.
    private static Option<string> Said(Option<string> option, int least)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && token.Value.Trim().Length < least)
            {
                result.AddError($"{option.Name} is '{token.Value}': give at least {least} characters, the audit log keeps them.");
            }
        });
        return option;
    }

    private static ServiceProvider Open(DataFolder folder)
    {
        var configuration = HostConfiguration.Build(folder);
        return new ServiceCollection().AddLogging().AddCityOpsIdentity(configuration).AddCityOpsCasework(configuration)
            .AddSingleton(OperationsStore.DatabasesOf).AddSingleton<HouseholdTraces>().BuildServiceProvider();
    }

    private static ulong KeyOf(string text) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var key)
        ? key
        : throw new CommandException($"'{text}' is no key: give its decimal digits.");
}
