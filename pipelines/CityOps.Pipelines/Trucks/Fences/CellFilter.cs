namespace CityOps.Pipelines.Trucks.Fences;

/// <summary>
/// Says of most cells that hold nothing that they do, from 128 KiB that stay in a core's cache: the dictionary of all cells does not, and most positions are in no fence.
/// </summary>
internal sealed class CellFilter
{
    private const int Bits = 20;
    private const int WordBits = 6;

    private readonly ulong[] _words = new ulong[1 << (Bits - WordBits)];

    /// <param name="key">As <see cref="GridCell.Key"/> spreads it: its upper bits are as good as random.</param>
    public void Add(long key) => _words[WordOf(key)] |= BitOf(key);

    /// <returns>False only where the key was never added.</returns>
    public bool MayHold(long key) => (_words[WordOf(key)] & BitOf(key)) != 0;

    private static int WordOf(long key) => (int)((ulong)key >> (64 - Bits + WordBits));

    private static ulong BitOf(long key) => 1UL << (int)(((ulong)key >> (64 - Bits)) & ((1 << WordBits) - 1));
}
