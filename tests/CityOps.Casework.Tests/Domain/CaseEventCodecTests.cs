using System.Reflection;
using CityOps.Casework.Events;

namespace CityOps.Casework.Tests.Domain;

public sealed class CaseEventCodecTests
{
    private const string Canary = "canary";

    public static TheoryData<string> EventTypes() => [.. Types().Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(EventTypes))]
    public void Every_event_comes_back_from_storage_as_it_was(string name)
    {
        var happened = Make(name);
        Assert.Equal(happened, CaseEventCodec.Read(CaseEventCodec.KindOf(happened), CaseEventCodec.Store(happened)));
    }

    [Theory]
    [MemberData(nameof(EventTypes))]
    public void What_belongs_to_casework_alone_is_never_published(string name)
    {
        var happened = Make(name);
        Assert.DoesNotContain(Canary, CaseEventCodec.Publish(happened), StringComparison.Ordinal);
        Assert.Equal(HasPrivate(happened.GetType()), CaseEventCodec.Store(happened).Contains(Canary, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Note")]
    [InlineData("Reviewer")]
    [InlineData("Verifier")]
    [InlineData("TakenBy")]
    [InlineData("Inspector")]
    [InlineData("Instructions")]
    [InlineData("SecondOfficer")]
    [InlineData("RequestedBy")]
    [InlineData("DecidedBy")]
    [InlineData("Answer")]
    [InlineData("Words")]
    [InlineData("Arbiter")]
    [InlineData("FileNumber")]
    [InlineData("EvidenceRefs")]
    public void Names_and_typed_text_are_marked_wherever_they_occur(string property) =>
        Assert.All(Types().SelectMany(t => t.GetProperties()).Where(p => p.Name == property), p => Assert.True(p.IsDefined(typeof(CaseworkOnlyAttribute))));

    private static IEnumerable<Type> Types() => typeof(ICaseEvent).Assembly.GetTypes().Where(t => t.IsClass && t.IsAssignableTo(typeof(ICaseEvent)));

    private static bool HasPrivate(Type type) => type.GetProperties().Any(p => p.IsDefined(typeof(CaseworkOnlyAttribute)));

    private static ICaseEvent Make(string name)
    {
        var type = Types().Single(t => t.Name == name);
        var constructor = type.GetConstructors().MaxBy(c => c.GetParameters().Length)!;
        return (ICaseEvent)constructor.Invoke([.. constructor.GetParameters().Select(p => Value(type, p))]);
    }

    private static object? Value(Type type, ParameterInfo parameter)
    {
        var isPrivate = type.GetProperty(parameter.Name!)!.IsDefined(typeof(CaseworkOnlyAttribute));
        var kind = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return kind == typeof(string) ? (isPrivate ? Canary : "plain")
            : kind == typeof(DateTimeOffset) ? Some.Now
            : kind == typeof(long) ? 7L
            : kind == typeof(int) ? 3
            : kind == typeof(double) ? 0.25
            : kind == typeof(CityOps.Casework.Domain.EvidenceFacts) ? CityOps.Casework.Domain.EvidenceFacts.Of("""{"town":"T","kind":"k"}""")
            : kind.IsEnum ? Enum.GetValues(kind).GetValue(1)
            : kind == typeof(bool) ? true
            : throw new NotSupportedException($"{type.Name}.{parameter.Name} is a {kind.Name}: add a value for it here.");
    }
}
