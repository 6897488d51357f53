using Microsoft.EntityFrameworkCore;

namespace CityOps.Identity.Storage;

/// <summary>
/// Migrates a SQLite file so that a kill at any moment harms nothing. EF Core guards migrations of SQLite with a row in
/// <c>__EFMigrationsLock</c>, which a killed process leaves behind and every later start waits for without end. Here an operating-system
/// lock on a file beside the database, which dies with its holder, guards them instead, so a row found under it is stale.
/// </summary>
public static class SqliteMigrations
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    /// <summary>Creates or migrates the file, in WAL mode; waits while another process does.</summary>
    /// <param name="path">The database's file; its folder is made where it is missing.</param>
    public static async Task RunAsync(DbContext context, string path, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var held = await HoldAsync(path + ".migrating", cancellationToken);
        var database = context.Database;
        await database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellationToken);
        if ((await database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            await database.ExecuteSqlRawAsync("""DROP TABLE IF EXISTS "__EFMigrationsLock" """, cancellationToken);
            await database.MigrateAsync(cancellationToken);
        }
    }

    private static async Task<FileStream> HoldAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(Patience, cancellationToken);
            }
        }
    }
}
