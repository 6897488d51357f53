using System.Text.Json;
using System.Text.Json.Serialization;
using CityOps.Host.Commands;

namespace CityOps.Host.Composition;

/// <summary>The data folder of an installation: where its parts are, and who may use it at a time.</summary>
public sealed class DataFolder
{
    // errno EROFS, which .NET gives as it is.
    private const int ReadOnlyFileSystem = 30;

    private DataFolder(string path) => Path = path;

    public string Path { get; }

    public string EndpointsFile => System.IO.Path.Combine(Path, "endpoints.json");

    private string LockFile => System.IO.Path.Combine(Path, "cityops.lock");

    /// <summary>Names a folder. <see cref="Lock"/> makes it where it is missing: whoever is refused before leaves nothing behind.</summary>
    public static DataFolder Named(DirectoryInfo directory) => new(directory.FullName);

    /// <summary>Opens the folder, made where it is missing.</summary>
    /// <exception cref="CommandException">It cannot be made or written.</exception>
    public static DataFolder Open(DirectoryInfo directory)
    {
        var folder = Named(directory);
        folder.Make();
        return folder;
    }

    /// <summary>Opens a folder that must exist already.</summary>
    public static DataFolder OpenExisting(DirectoryInfo directory) => directory.Exists
        ? new DataFolder(directory.FullName)
        : throw new CommandException($"there is no data folder '{directory.FullName}'. Start CityOps there first with 'cityops up --data {directory}'.");

    /// <summary>Holds the folder until disposed. The operating system lets go of it when the process ends, however it ends.</summary>
    /// <exception cref="CommandException">Another process holds it, or it cannot be written.</exception>
    public IDisposable Lock()
    {
        Make();
        try
        {
            return new FileStream(LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception error) when (error is UnauthorizedAccessException || (error is IOException && error.HResult is ReadOnlyFileSystem))
        {
            throw new CommandException($"the data folder '{Path}' cannot be written: {error.Message.TrimEnd('.')}. Give this user the right to, or name another folder with --data.");
        }
        catch (IOException)
        {
            throw new CommandException($"another cityops is running on '{Path}'. Stop it first, or name another folder with --data.");
        }
    }

    // With mode 0700: secrets will lie there.
    private void Make()
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(Path);
            }
            else if (!Directory.Exists(Path))
            {
                Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"the data folder '{Path}' cannot be used: {error.Message.TrimEnd('.')}. Name another with --data.");
        }
    }

    /// <summary>Says where this installation answers, for the other commands. Replaced whole, so a reader never sees half of it.</summary>
    public void WriteEndpoints(Endpoints endpoints)
    {
        var temporary = EndpointsFile + ".new";
        File.WriteAllText(temporary, JsonSerializer.Serialize(endpoints, HostJson.Options));
        File.Move(temporary, EndpointsFile, overwrite: true);
    }

    public void DeleteEndpoints() => File.Delete(EndpointsFile);

    /// <summary>Where this installation answers, or null where nothing runs.</summary>
    public Endpoints? TryReadEndpoints() => File.Exists(EndpointsFile)
        ? JsonSerializer.Deserialize<Endpoints>(File.ReadAllText(EndpointsFile), HostJson.Options)
        : null;

    /// <exception cref="CommandException">Nothing runs on this folder.</exception>
    public Endpoints ReadEndpoints() => TryReadEndpoints() ?? throw new CommandException($"nothing runs on '{Path}' (no endpoints.json there). Start it first with 'cityops up --data {Path}'.");
}

/// <summary>Where an installation answers. A role that does not run here is null.</summary>
/// <param name="Jt808">The terminal gateway, <c>host:port</c>; null where it is switched off or does not run here.</param>
public sealed record Endpoints(
    string Web,
    string Api,
    string? Clickhouse,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Jt808);

internal static class HostJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
    };
}
