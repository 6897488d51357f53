using CityOps.Tests.Shared;

namespace CityOps.Dashboards.Tests.OpenApi;

/// <summary>The pages are built against web/openapi.json; it has to be what the host serves.</summary>
public sealed class CommittedDescriptionTests(SharedDemo shared) : IClassFixture<SharedDemo>
{
    private const string Anew = "CITYOPS_WRITE_OPENAPI";

    [Fact]
    public async Task The_committed_description_is_what_the_host_serves()
    {
        var file = Path.Combine(Repository.Root, "dashboards-api", "CityOps.Dashboards", "web", "openapi.json");
        using var client = shared.Server.Client();

        var served = (await client.GetStringAsync("/openapi/v1.json")).ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable(Anew) is "1")
        {
            await File.WriteAllTextAsync(file, served);
        }

        var committed = File.Exists(file) ? (await File.ReadAllTextAsync(file)).ReplaceLineEndings("\n") : "";
        Assert.True(
            string.Equals(committed, served, StringComparison.Ordinal),
            $"""
            The API changed and {file} did not, or the other way round. {Difference(committed, served)}
            Make it anew and commit it; the pages' types follow by themselves when they are built:
              {Anew}=1 dotnet test --project tests/CityOps.Dashboards.Tests -c Release -- --filter-class {typeof(CommittedDescriptionTests).FullName}
            """);
    }

    private static string Difference(string committed, string served)
    {
        var (before, after) = (committed.Split('\n'), served.Split('\n'));
        var line = before.Zip(after).TakeWhile(pair => string.Equals(pair.First, pair.Second, StringComparison.Ordinal)).Count();
        return $"Line {line + 1} is '{before.ElementAtOrDefault(line)?.Trim()}', the host says '{after.ElementAtOrDefault(line)?.Trim()}'.";
    }
}
