using CityOps.Host.Commands;

namespace CityOps.Host.Export;

/// <summary>A file that takes its name only once it is whole and holds rows; until then an older one of that name stays.</summary>
internal static class ExportedFile
{
    /// <param name="download">Writes its content.</param>
    /// <param name="whereEmpty">What to say where it holds no rows.</param>
    /// <returns>Its rows.</returns>
    /// <exception cref="CommandException">It holds no rows, or the download broke off; then nothing was written.</exception>
    public static async Task<long> WriteAsync(FileInfo output, string format, Func<Stream, Task> download, string whereEmpty, CancellationToken cancellationToken)
    {
        var partial = output.FullName + ".partial";
        try
        {
            long rows;
            await using (var file = File.Create(partial))
            {
                await download(file);
                file.Position = 0;
                rows = file.Length == 0 ? 0 : format is "arrow" ? await ArrowRows.CountAsync(file, cancellationToken) : await ParquetRows.CountAsync(file, cancellationToken);
            }

            if (rows == 0)
            {
                throw new CommandException(whereEmpty, exitCode: 1);
            }

            File.Move(partial, output.FullName, overwrite: true);
            return rows;
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException or UnauthorizedAccessException or OverflowException)
        {
            throw new CommandException($"{output.Name} was not written: {broken.Message} Try again; the server's log may say more.", exitCode: 1);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
