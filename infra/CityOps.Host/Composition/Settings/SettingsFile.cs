using System.Text.Json;
using CityOps.Host.Commands;
using Microsoft.Extensions.Configuration;

namespace CityOps.Host.Composition.Settings;

/// <summary>A JSON file of settings, read once: none of them changes while a process runs.</summary>
internal static class SettingsFile
{
    /// <param name="name">The file, as messages say it.</param>
    /// <exception cref="CommandException">It cannot be read, or holds no JSON object.</exception>
    public static IConfigurationRoot Read(string path, string name)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return new ConfigurationBuilder().AddJsonStream(stream).Build();
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandException($"there is no file of settings {name}.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"the file of settings {name} cannot be read: {error.Message}");
        }
        catch (Exception error) when (error is FormatException or JsonException or InvalidDataException)
        {
            // The innermost message names the line and the byte; it quotes nothing but single characters.
            throw new CommandException($"the file of settings {name} is no JSON object as it should be: {error.GetBaseException().Message}");
        }
    }
}
