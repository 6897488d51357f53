using System.Diagnostics;

namespace CityOps.Warehouse.Embedded;

/// <summary>Holds an engine's data folder: two processes on one folder would damage it.</summary>
internal sealed class FolderLock : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <param name="patience">
    /// How long another process may go on holding it: an engine whose parent was killed ends with it, but on a busy machine not in the same second, and whoever starts anew at once would find it there.
    /// </param>
    /// <exception cref="IOException">Another process holds the folder; the message names it.</exception>
    internal static FolderLock Take(string folder, TimeSpan patience)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "engine.lock");
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                // The kernel drops the lock with the process, however it ends.
                return new FolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException error) when (error is not (FileNotFoundException or DirectoryNotFoundException))
            {
                if (waited.Elapsed >= patience)
                {
                    throw new IOException($"The warehouse folder {folder} is held by another process. Stop the CityOps that runs on it, or choose another folder with --data.", error);
                }
            }

            // The engine's own process, before it does anything else: there is nobody to give the thread to.
            Thread.Sleep(Step);
        }
    }

    public void Dispose() => _file.Dispose();
}
