namespace CityOps.Casework.Events;

/// <summary>What an event of a case can be called.</summary>
public static class CaseEventKinds
{
    public static IReadOnlyCollection<string> All => CaseEventCodec.Kinds;
}
