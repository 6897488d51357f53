using Spectre.Console;

namespace CityOps.Host.Operating;

/// <summary>Writes tables as wide as the terminal, and wide enough for a whole row where the output goes to a file or a pipe.</summary>
internal static class TerminalTable
{
    private const int PipeWidth = 200;

    public static void UseWholeWidth()
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = PipeWidth;
        }
    }
}
