namespace CityOps.Host.Commands;

/// <summary>What the person at the terminal is told of an error no command foresaw: its innermost message, and how to see the rest.</summary>
internal static class UnexpectedFailure
{
    /// <summary>Set to anything, it makes the whole stack trace part of the message.</summary>
    public const string TraceVariable = "CITYOPS_STACK_TRACE";

    public static string Describe(Exception unexpected)
    {
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable(TraceVariable)))
        {
            return "cityops: " + unexpected;
        }

        // What wraps an error (a task, a type's initializer) says nothing of its cause.
        var cause = unexpected.GetBaseException();
        return $"cityops: {cause.Message} ({cause.GetType().Name}; {TraceVariable}=1 shows where)";
    }
}
