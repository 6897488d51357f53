using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace CityOps.Identity.Secrets;

/// <summary>Secrets of the configuration, else of key files that are made at first use.</summary>
public sealed class SecretStore(IConfiguration configuration, string dataFolder) : ISecretStore
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int GeneratedBytes = 64;

    private readonly ConcurrentDictionary<string, byte[]> _known = new(StringComparer.Ordinal);

    public byte[] Get(string name)
    {
        if (name.Length is 0 or > 64 || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            throw new ArgumentException($"'{name}' is no secret's name: lower-case letters, digits and hyphens.", nameof(name));
        }

        return _known.GetOrAdd(name, Load);
    }

    private byte[] Load(string name)
    {
        var key = $"CityOps:Secrets:{name}";
        if (configuration[key] is { Length: > 0 } configured)
        {
            return Parse(configured, key);
        }

        var path = Path.Combine(dataFolder, "secrets", name + ".key");
        if (!File.Exists(path))
        {
            Create(path);
        }

        return Parse(File.ReadAllText(path), path);
    }

    private static byte[] Parse(string text, string where)
    {
        text = text.Trim();
        if (!Base64.IsValid(text))
        {
            throw new SecretException($"The secret in {where} is not base64. Make one with: openssl rand -base64 32");
        }

        var bytes = Convert.FromBase64String(text);
        return bytes.Length >= SecretNames.MinBytes
            ? bytes
            : throw new SecretException($"The secret in {where} has {bytes.Length} bytes; it needs {SecretNames.MinBytes}. Make one with: openssl rand -base64 32");
    }

    // Written whole under another name and then linked: a reader never sees half a key, and of two processes that start together the
    // second finds the first one's key (a move that may not overwrite is a hard link, which fails where the name exists).
    private static void Create(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }

        var draft = Path.Combine(folder, Path.GetRandomFileName() + ".new");
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OwnerOnly;
            }

            using (var file = new FileStream(draft, options))
            {
                file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(GeneratedBytes)) + "\n"));
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process made it first; its key is the one.
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
