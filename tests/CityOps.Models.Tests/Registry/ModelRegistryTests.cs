using CityOps.Models.Registry;

namespace CityOps.Models.Tests.Registry;

public sealed class ModelRegistryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cityops-models-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_version_is_named_by_its_contents_and_found_again()
    {
        var registry = new ModelRegistry(_folder.FullName, "group-rental");
        var version = registry.Add(Archive("a"), "{}"u8.ToArray());
        registry.Point(ModelRegistry.Champion, version);

        Assert.Equal(version, registry.VersionOf(ModelRegistry.Champion));
        Assert.Equal([version], registry.Versions());
        Assert.Equal("a"u8.ToArray(), registry.Read(version).Files["x"]);
        Assert.NotEqual(version, Archive("b").Version);
    }

    [Fact]
    public void Any_one_flipped_byte_is_refused()
    {
        var registry = new ModelRegistry(_folder.FullName, "group-rental");
        var version = registry.Add(Archive("some content that is long enough"), "{}"u8.ToArray());
        var path = Path.Combine(_folder.FullName, "group-rental", version, "model.zip");
        var bytes = File.ReadAllBytes(path);

        for (var at = 0; at < bytes.Length; at++)
        {
            var changed = (byte[])bytes.Clone();
            changed[at] ^= 1;
            File.WriteAllBytes(path, changed);

            Assert.Throws<InvalidDataException>(() => registry.Read(version));
        }
    }

    [Fact]
    public void Other_contents_under_a_version_are_refused_even_with_a_hash_of_their_own()
    {
        var registry = new ModelRegistry(_folder.FullName, "group-rental");
        var version = registry.Add(Archive("some content that is long enough"), "{}"u8.ToArray());
        var path = Path.Combine(_folder.FullName, "group-rental", version, "model.zip");
        File.WriteAllBytes(path, Archive("some content that is long enoug_").ToBytes());
        File.Delete(path + ".sha256");

        Assert.Throws<InvalidDataException>(() => registry.Read(version));
    }

    [Fact]
    public void A_promotion_says_who_and_why_and_what_worked_before()
    {
        var registry = new ModelRegistry(_folder.FullName, "group-rental");
        var (first, second) = (registry.Add(Archive("a"), "{}"u8.ToArray()), registry.Add(Archive("b"), "{}"u8.ToArray()));
        registry.Promote(new Promotion(first, null, DateTimeOffset.UnixEpoch, "one", "the first"));
        registry.Point(ModelRegistry.Challenger, second);
        registry.Promote(new Promotion(second, first, DateTimeOffset.UnixEpoch, "two", "better"));

        Assert.Equal(second, registry.VersionOf(ModelRegistry.Champion));
        Assert.Null(registry.VersionOf(ModelRegistry.Challenger));
        Assert.Equal(["one", "two"], registry.Promotions().Select(p => p.By));
        Assert.Equal(first, registry.Promotions()[^1].Previous);
    }

    [Fact]
    public void Adding_a_version_twice_keeps_the_first()
    {
        var registry = new ModelRegistry(_folder.FullName, "group-rental");

        Assert.Equal(registry.Add(Archive("a"), "{}"u8.ToArray()), registry.Add(Archive("a"), "{ }"u8.ToArray()));
        Assert.Single(registry.Versions());
    }

    [Fact]
    public void Adding_a_version_again_makes_a_damaged_file_whole()
    {
        var registry = new ModelRegistry(_folder.FullName, "group-rental");
        var version = registry.Add(Archive("a"), "{}"u8.ToArray());
        File.WriteAllText(Path.Combine(_folder.FullName, "group-rental", version, "model.zip"), "no model");
        Assert.Throws<InvalidDataException>(() => registry.Read(version));

        registry.Add(Archive("a"), "{}"u8.ToArray());

        Assert.Equal("a"u8.ToArray(), registry.Read(version).Files["x"]);
    }

    [Fact]
    public void What_is_gone_or_is_no_json_is_named()
    {
        var registry = new ModelRegistry(_folder.FullName, "group-rental");
        Assert.Contains("is not there any more", Assert.Throws<InvalidDataException>(() => registry.Read("0000000000000000")).Message, StringComparison.Ordinal);

        registry.Point(ModelRegistry.Champion, "0000000000000000");
        File.WriteAllText(Path.Combine(_folder.FullName, "group-rental", "aliases.json"), "{ champion");
        Assert.Contains("aliases.json was changed", Assert.Throws<InvalidDataException>(() => registry.VersionOf(ModelRegistry.Champion)).Message, StringComparison.Ordinal);
    }

    private static ModelArchive Archive(string content)
    {
        var archive = new ModelArchive();
        archive.Add("x", System.Text.Encoding.UTF8.GetBytes(content));
        return archive;
    }
}
