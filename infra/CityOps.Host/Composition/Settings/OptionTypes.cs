using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace CityOps.Host.Composition.Settings;

/// <summary>Reads the keys of a section off the type that it is bound to, as the configuration's binder would fill it.</summary>
internal static class OptionTypes
{
    public static void Add(SettingNode section, Type options)
    {
        section.Together = options.IsAssignableTo(typeof(IValidatableObject)) ? options : section.Together;
        foreach (var property in options.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            // What cannot be set is bound only where it is a collection or an object to fill.
            if (property.SetMethod is not { IsPublic: true } && IsValue(property.PropertyType))
            {
                continue;
            }

            AddOne(section.At(property.Name), property.PropertyType, [.. property.GetCustomAttributes<ValidationAttribute>()]);
        }
    }

    private static void AddOne(SettingNode node, Type type, IReadOnlyList<ValidationAttribute> attributes)
    {
        if (IsValue(type))
        {
            node.Allow(new SettingValue(type, attributes, SettingRule.Of(node.Path)));
        }
        else if (ElementOf(type) is { } element)
        {
            AddOne(node.Any(), element, []);
        }
        else
        {
            Add(node, type);
        }
    }

    private static bool IsValue(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is var plain
        && (plain.IsPrimitive || plain.IsEnum || plain == typeof(string) || plain == typeof(decimal) || plain == typeof(DateOnly) || plain == typeof(DateTimeOffset) || plain == typeof(TimeSpan));

    /// <summary>What a list or a dictionary by name holds; null for other objects.</summary>
    private static Type? ElementOf(Type type)
    {
        var interfaces = type.GetInterfaces().Append(type).Where(t => t.IsGenericType).ToList();
        return interfaces.Find(t => t.GetGenericTypeDefinition() == typeof(IDictionary<,>))?.GenericTypeArguments[1]
            ?? interfaces.Find(t => t.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GenericTypeArguments[0];
    }
}
