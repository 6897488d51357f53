namespace CityOps.Models.Evaluation;

/// <summary>SplitMix64 (Steele, Lea and Flood 2014): the same numbers on each platform and runtime, which <see cref="Random"/> with a seed does not promise.</summary>
public sealed class SplitMix(ulong seed)
{
    private const ulong Step = 0x9E3779B97F4A7C15UL;

    // Mixed, or neighbouring seeds would give one stream, shifted by a step.
    private ulong _state = Mix(seed + Step);

    /// <summary>A number in [0, <paramref name="below"/>).</summary>
    public int Next(int below) => (int)(((UInt128)NextBits() * (uint)below) >> 64);

    /// <summary>A number in [0, 1).</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Puts the items in a random order, in place.</summary>
    public void Shuffle<T>(IList<T> items)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var other = Next(i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }

    private ulong NextBits() => Mix(_state += Step);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
