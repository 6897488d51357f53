using System.CommandLine;

namespace CityOps.Host.Commands;

/// <summary>Options that several commands take.</summary>
internal static class SharedOptions
{
    public static Option<DirectoryInfo> Data() => new("--data", "-d")
    {
        Description = "The data folder. Everything this installation keeps is in it.",
        HelpName = "DIR",
        DefaultValueFactory = _ => new DirectoryInfo(Environment.GetEnvironmentVariable("CITYOPS_DATA") ?? "cityops-data"),
    };

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object instead of text." };
}
