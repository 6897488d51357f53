using System.CommandLine;

namespace CityOps.Host.Commands;

/// <summary>Flags that a call must set. The parser asks for options that are required only where they take a value: a flag that is left out is false to it.</summary>
internal static class RequiredFlags
{
    public static void Enforce(Command command)
    {
        foreach (var flag in command.Options.OfType<Option<bool>>().Where(option => option.Required))
        {
            command.Validators.Add(result =>
            {
                if (!result.GetValue(flag))
                {
                    result.AddError($"{flag.Name} is needed: {flag.Description}");
                }
            });
        }
    }
}
