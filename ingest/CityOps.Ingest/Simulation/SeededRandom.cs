using System.IO.Hashing;
using System.Numerics;
using System.Text;

namespace CityOps.Ingest.Simulation;

/// <summary>
/// A random stream that is the same on every machine and version: xoshiro256** (Blackman and Vigna, public domain), seeded through SplitMix64. Each
/// subject takes a stream of its own, so that one more subject changes nothing for the others.
/// </summary>
public sealed class SeededRandom
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    public SeededRandom(ulong seed) => Seed(seed);

    /// <summary>Begins the stream of one step of one subject anew; allocates nothing, for loops over subjects and days.</summary>
    public void Restart(ulong seed, ulong purpose, long index, long step) => Seed(Hash(seed, purpose, index, step));

    /// <summary>A number that depends on these four alone: for one draw that must not move the others.</summary>
    public static ulong Hash(ulong seed, ulong purpose, long index, long step)
    {
        var state = seed ^ (purpose * 0xD6E8FEB86659FD93);
        state = SplitMix(ref state) ^ (ulong)index;
        state = SplitMix(ref state) ^ (ulong)step;
        return SplitMix(ref state);
    }

    /// <summary><see cref="Hash"/> as a uniform number in [0, 1).</summary>
    public static double Share(ulong seed, ulong purpose, long index, long step) => (Hash(seed, purpose, index, step) >> 11) * (1.0 / (1UL << 53));

    /// <summary>The stream of one subject (or one purpose) under a seed.</summary>
    public static SeededRandom For(ulong seed, string purpose, long index = 0) =>
        new(XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{purpose}/{index}")), unchecked((long)seed)));

    public ulong NextUInt64()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [<paramref name="min"/>, <paramref name="max"/>).</summary>
    public double Between(double min, double max) => min + ((max - min) * NextDouble());

    /// <summary>Uniform in 0 … <paramref name="count"/> - 1.</summary>
    public int Below(int count) => (int)(NextDouble() * count);

    public bool Chance(double probability) => NextDouble() < probability;

    /// <summary>Normal, by Box and Muller.</summary>
    public double Normal(double mean, double deviation) =>
        mean + (deviation * Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble()));

    /// <summary>Exponential with this mean.</summary>
    public double Exponential(double mean) => -mean * Math.Log(1 - NextDouble());

    /// <summary>Poisson, by Knuth; for means below about 30.</summary>
    public int Poisson(double mean)
    {
        var limit = Math.Exp(-mean);
        var count = 0;
        for (var product = NextDouble(); product > limit; product *= NextDouble())
        {
            count++;
        }

        return count;
    }

    private void Seed(ulong seed)
    {
        _s0 = SplitMix(ref seed);
        _s1 = SplitMix(ref seed);
        _s2 = SplitMix(ref seed);
        _s3 = SplitMix(ref seed);
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
