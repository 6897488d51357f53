using System.Text;
using Apache.Arrow;
using CityOps.Identity.Vault;

namespace CityOps.Identity.Tests.Vault;

public sealed class KeyCacheTests
{
    [Fact]
    public void Rows_get_the_keys_of_their_identifiers_and_unknown_ones_are_told()
    {
        var cache = Holding(100, "a", "b", "弄 12");
        var keys = new ulong[8];

        var missing = cache.Fill(IdentityKind.Meter, Column("a", "a", "", "a", null, "new", "弄 12", "b"), keys);

        Assert.Equal([5], missing);
        Assert.Equal([1UL, 1, 0, 1, 0, 0, 3, 2], keys);
    }

    [Fact]
    public void A_dwelling_is_not_found_by_a_meters_number()
    {
        Assert.Equal([0], Holding(100, "a").Fill(IdentityKind.Dwelling, Column("a"), new ulong[1]));
    }

    [Fact]
    public void Many_identifiers_keep_apart()
    {
        string[] many = [.. Enumerable.Range(0, 20_000).Select(i => $"m{i}")];
        var keys = new ulong[many.Length];

        Assert.Empty(Holding(100_000, many).Fill(IdentityKind.Meter, Column(many), keys));
        Assert.Equal(Enumerable.Range(1, many.Length).Select(i => (ulong)i), keys);
    }

    [Fact]
    public void What_was_not_asked_for_lately_is_forgotten_and_the_rest_is_kept()
    {
        var cache = Holding(1_000, "often");
        for (var i = 0; i < 5_000; i++)
        {
            cache.Add(IdentityKind.Meter, [Encoding.UTF8.GetBytes($"once {i}")], [100]);
            Assert.Empty(cache.Fill(IdentityKind.Meter, Column("often"), new ulong[1]));
        }

        Assert.InRange(cache.Count, 1, 1_000);
        Assert.Equal([0], cache.Fill(IdentityKind.Meter, Column("once 0"), new ulong[1]));
    }

    [Fact]
    public void Long_identifiers_do_not_make_it_larger()
    {
        var cache = new KeyCache(1_000);
        for (var i = 0; i < 1_000; i++)
        {
            cache.Add(IdentityKind.Meter, [Encoding.UTF8.GetBytes(new string('x', 250) + i)], [1]);
        }

        // 48 bytes an identifier on average: of 253 bytes a fifth as many.
        Assert.InRange(cache.Count, 1, 200);
    }

    private static KeyCache Holding(int capacity, params string[] identifiers)
    {
        var cache = new KeyCache(capacity);
        cache.Add(IdentityKind.Meter, [.. identifiers.Select(Encoding.UTF8.GetBytes)], [.. Enumerable.Range(1, identifiers.Length).Select(i => (ulong)i)]);
        return cache;
    }

    private static StringArray Column(params string?[] values) => new StringArray.Builder().AppendRange(values).Build();
}
