using System.Reflection;

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

        // What wraps an error (a task, a type's initializer) says nothing of its cause; what a part of ours makes of it says where.
        var outer = unexpected;
        while (outer is AggregateException or TypeInitializationException or TargetInvocationException && outer.InnerException is { } inner)
        {
            outer = inner;
        }

        var cause = outer.GetBaseException();
        var text = outer.Message.Contains(cause.Message, StringComparison.Ordinal) ? outer.Message : $"{outer.Message.TrimEnd('.')}: {cause.Message}";
        return $"cityops: {text.TrimEnd('.')} ({cause.GetType().Name}; {TraceVariable}=1 shows where).";
    }
}
