using System.Security.Cryptography;
using System.Text.Json;

namespace CityOps.Warehouse.Embedded;

/// <summary>
/// The embedded engine's one account, and the file <c>clickhouse.json</c> (mode 0600) that tells it to the data folder's owner: url,
/// user, password, database.
/// </summary>
internal static class EngineAccount
{
    internal const string FileName = "clickhouse.json";
    internal const string User = "cityops";

    private const int PasswordBytes = 24;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The folder's password: made once, then read from the file.</summary>
    internal static string ReadOrCreatePassword(string dataFolder)
    {
        var path = Path.Combine(dataFolder, FileName);
        if (File.Exists(path))
        {
            try
            {
                if (JsonSerializer.Deserialize<Content>(File.ReadAllText(path), s_json) is { Password.Length: > 0 } content)
                {
                    return content.Password;
                }
            }
            catch (JsonException)
            {
                // Cut off by a power cut: a new password does no harm, the file is written anew at each start.
            }
        }

        return Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PasswordBytes));
    }

    internal static void Write(string dataFolder, WarehouseAddress address)
    {
        var path = Path.Combine(dataFolder, FileName);
        var draft = path + ".new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(draft, options))
        {
            JsonSerializer.Serialize(stream, new Content(address.Url.ToString(), address.User, address.Password, address.Database), s_json);
        }

        File.Move(draft, path, overwrite: true);
    }

    private sealed record Content(string Url, string User, string Password, string Database);
}
