using System.Collections.Concurrent;
using System.Reflection;

namespace CityOps.Identity.Storage;

/// <summary>The statements beside this file, one a file, by their path under <c>Sql/</c> without the extension: <c>Sqlite/FindKey</c>.</summary>
internal sealed class EmbeddedSql
{
    private readonly ConcurrentDictionary<string, string> _texts = new(StringComparer.Ordinal);

    public string this[string name] => _texts.GetOrAdd(name, Load);

    private static string Load(string name)
    {
        var resource = $"CityOps.Identity.Storage.Sql.{name.Replace('/', '.')}.sql";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly has no statement '{name}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
