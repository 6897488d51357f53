namespace CityOps.Host.Commands;

/// <summary>Something the caller can mend; the message names it, its value and the way out.</summary>
public sealed class CommandException(string message, int exitCode = 2) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
