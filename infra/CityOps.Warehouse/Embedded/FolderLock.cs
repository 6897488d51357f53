namespace CityOps.Warehouse.Embedded;

/// <summary>Holds an engine's data folder: two processes on one folder would damage it.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="IOException">Another process holds the folder; the message names it.</exception>
    internal static FolderLock Take(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "engine.lock");
        try
        {
            // The kernel drops the lock with the process, however it ends.
            return new FolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new IOException($"The warehouse folder {folder} is held by another process. Stop the CityOps that runs on it, or choose another folder with --data.", e);
        }
    }

    public void Dispose() => _file.Dispose();
}
