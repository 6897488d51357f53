using System.Diagnostics.CodeAnalysis;

namespace CityOps.Casework.Domain;

/// <summary>A value, or why there is none; for what a user can cause.</summary>
public sealed class Result<TValue, TRefusal>
    where TValue : class
    where TRefusal : class
{
    private Result(TValue? value, TRefusal? refusal)
    {
        Value = value;
        Refusal = refusal;
    }

    public TValue? Value { get; }

    public TRefusal? Refusal { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsAccepted => Value is not null;

    internal static Result<TValue, TRefusal> Accept(TValue value) => new(value, null);

    internal static Result<TValue, TRefusal> Refuse(TRefusal refusal) => new(null, refusal);
}
