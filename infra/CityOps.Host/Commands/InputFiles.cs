using System.CommandLine;

namespace CityOps.Host.Commands;

/// <summary>Options that name files to read.</summary>
internal static class InputFiles
{
    /// <summary>Refuses what is not there, and folders.</summary>
    public static void RequireFile(this Option<FileInfo> option) => option.Validators.Add(result =>
    {
        if (result.Tokens is not [var token] || File.Exists(token.Value))
        {
            return;
        }

        result.AddError(Directory.Exists(token.Value) ? $"{option.Name}: {token.Value} is a folder; name a file in it." : $"{option.Name}: there is no file {token.Value}.");
    });
}
