using System.CommandLine;
using System.CommandLine.Parsing;

namespace CityOps.Host.Commands;

/// <summary>What is wrong with a call, in words of the command line: what was given, and what is needed instead.</summary>
internal static class CallErrors
{
    /// <returns>One message an error; empty where the call is sound, or where help was asked for of a command that there is.</returns>
    public static IReadOnlyList<string> In(ParseResult parsed)
    {
        if (UnknownCommand(parsed) is { } unknown)
        {
            return [unknown];
        }

        return parsed.Action is HelpWithExamples ? [] : [.. parsed.Errors.Select(error => Told(error, parsed)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The words that call a command: <c>cityops evaluate occupancy</c>.</summary>
    public static string WordsOf(CommandResult result) =>
        result.Parent is CommandResult above ? $"{WordsOf(above)} {result.Command.Name}" : "cityops";

    /// <summary>Whether a call ends where the name of a command has to follow.</summary>
    public static bool NamesNoCommand(ParseResult parsed) => parsed.CommandResult.Command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Count == 0;

    private static string? UnknownCommand(ParseResult parsed) =>
        parsed.CommandResult.Command is { Subcommands.Count: > 0 } command && parsed.UnmatchedTokens is [var word, ..] && !word.StartsWith('-')
            ? $"there is no command '{WordsOf(parsed.CommandResult)} {word}'; there are {Names(command.Subcommands)}."
            : null;

    private static string Told(ParseError error, ParseResult parsed)
    {
        var (name, type) = error.SymbolResult switch
        {
            OptionResult option => (option.Option.Name, option.Option.ValueType),
            ArgumentResult { Parent: OptionResult option } => (option.Option.Name, option.Option.ValueType),
            ArgumentResult argument => (argument.Argument.Name, argument.Argument.ValueType),
            _ => ("", null),
        };

        // The parser names the type that it wanted as the language does.
        if (type is not null && error.Message.Contains($"'{type}'", StringComparison.Ordinal))
        {
            return $"{name} is '{string.Join(' ', error.SymbolResult!.Tokens.Select(token => token.Value))}'; {Needed(Nullable.GetUnderlyingType(type) ?? type)} is needed.";
        }

        return error.SymbolResult is CommandResult && parsed.UnmatchedTokens.FirstOrDefault(word => word.StartsWith('-') && error.Message.Contains($"'{word}'", StringComparison.Ordinal)) is { } unknown
            ? $"there is no option '{unknown}' here; there are {Names(parsed.CommandResult.Command.Options)}."
            : error.Message;
    }

    private static string Names(IEnumerable<Symbol> symbols) => string.Join(", ", symbols.Where(symbol => !symbol.Hidden).Select(symbol => symbol.Name));

    private static string Needed(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Int32 => $"a whole number, {int.MaxValue} at most,",
        TypeCode.Int64 => "a whole number",
        TypeCode.UInt64 => "a whole number from 0 on",
        TypeCode.Double => "a number such as 0.5",
        TypeCode.Boolean => "true or false",
        _ when type == typeof(DateTimeOffset) => "an instant such as 2026-06-01T00:00:00+08:00",
        _ => "another value",
    };
}
