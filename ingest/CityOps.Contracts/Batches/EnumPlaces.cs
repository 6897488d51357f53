using CityOps.Contracts.Schema;

namespace CityOps.Contracts.Batches;

/// <summary>The members of an enum (or of a nullable one) in the order of a column's choices.</summary>
internal static class EnumPlaces<T>
{
    private static readonly T[] Members = [.. Enum.GetValues(Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T)).Cast<T>()];

    private static readonly WordList Words = new([.. Members.Select(member => ContractReader.WordOf((Enum)(object)member!))]);

    public static int Of(T member) => System.Array.IndexOf(Members, member);

    public static bool TryFind(ReadOnlySpan<byte> word, out T? member)
    {
        var place = Words.IndexOf(word);
        member = place < 0 ? default : Members[place];
        return place >= 0;
    }
}
