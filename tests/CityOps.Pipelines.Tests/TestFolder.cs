namespace CityOps.Pipelines.Tests;

/// <summary>A temporary folder, gone with the test.</summary>
internal sealed class TestFolder : IDisposable
{
    public TestFolder()
        : this(Directory.CreateTempSubdirectory("cityops-pipelines-").FullName)
    {
    }

    /// <param name="path">It exists.</param>
    public TestFolder(string path) => Path = path;

    public string Path { get; }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Path, recursive: true);
    }
}
