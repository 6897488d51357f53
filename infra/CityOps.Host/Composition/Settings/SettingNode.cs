namespace CityOps.Host.Composition.Settings;

/// <summary>A place in the tree of known settings: a section with keys below it, a value, or both where several parts read it.</summary>
/// <param name="path">The full key; <c>*</c> stands for a name that whoever writes the configuration gives.</param>
internal sealed class SettingNode(string path)
{
    // What is any key, and what is a name of the configuration's own.
    private const string AnyName = "*";

    private readonly Dictionary<string, SettingNode> _children = new(StringComparer.OrdinalIgnoreCase);

    public string Path => path;

    /// <summary>What may stand here, or null where only keys below are known.</summary>
    public SettingValue? Value { get; private set; }

    /// <summary>The type whose own <see cref="System.ComponentModel.DataAnnotations.IValidatableObject.Validate"/> looks at the keys here together; null where none does.</summary>
    public Type? Together { get; set; }

    public IReadOnlyCollection<SettingNode> Children => _children.Values;

    /// <summary>The node of a key here, or null where there is none of that name.</summary>
    public SettingNode? Child(string key) => _children.GetValueOrDefault(key) ?? _children.GetValueOrDefault(AnyName);

    /// <summary>The node at a path below, made where it is missing.</summary>
    public SettingNode At(string below)
    {
        var node = this;
        foreach (var key in below.Split(':'))
        {
            if (!node._children.TryGetValue(key, out var child))
            {
                node._children[key] = child = new SettingNode(node.Path.Length == 0 ? key : $"{node.Path}:{key}");
            }

            node = child;
        }

        return node;
    }

    /// <summary>The node of any name here.</summary>
    public SettingNode Any() => At(AnyName);

    /// <summary>Two parts may read one key: what stands there has to suit both.</summary>
    public void Allow(SettingValue value) => Value = Value is null ? value : Value.And(value);

    /// <summary>Every node with a value, this one and those below.</summary>
    public IEnumerable<SettingNode> Values() => _children.Values.SelectMany(child => child.Values()).Concat(Value is null ? [] : [this]);
}
