namespace CityOps.Host.Commands;

/// <summary>A file that a command writes at its end. Whether it can be written is found out at the beginning, before minutes of work.</summary>
internal static class OutputFile
{
    /// <param name="option">That names the file, for the message.</param>
    /// <exception cref="CommandException">Its folder is not there, it is a folder itself, or it may not be written.</exception>
    public static void Require(FileInfo file, string option)
    {
        if (Directory.Exists(file.FullName))
        {
            throw new CommandException($"{option}: {file.FullName} is a folder; name a file in it.");
        }

        if (!Directory.Exists(file.DirectoryName))
        {
            throw new CommandException($"{option}: there is no folder {file.DirectoryName}; make it first, or name a file in another.");
        }

        var isNew = !file.Exists;
        try
        {
            // Only opening it tells for certain; what is in it stays.
            using (File.Open(file.FullName, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite))
            {
            }

            if (isNew)
            {
                File.Delete(file.FullName);
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{option}: {file.FullName} cannot be written: {refused.Message}");
        }
    }
}
