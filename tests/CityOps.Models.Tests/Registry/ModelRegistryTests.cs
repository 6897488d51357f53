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
    public void One_flipped_byte_is_refused()
    {
        var registry = new ModelRegistry(_folder.FullName, "group-rental");
        var version = registry.Add(Archive("some content that is long enough"), "{}"u8.ToArray());
        var path = Path.Combine(_folder.FullName, "group-rental", version, "model.zip");
        var changed = Archive("some content that is long enoug_");
        File.WriteAllBytes(path, changed.ToBytes());

        Assert.Throws<InvalidDataException>(() => registry.Read(version));
    }

    [Fact]
    public void Adding_a_version_twice_keeps_the_first()
    {
        var registry = new ModelRegistry(_folder.FullName, "group-rental");

        Assert.Equal(registry.Add(Archive("a"), "{}"u8.ToArray()), registry.Add(Archive("a"), "{ }"u8.ToArray()));
        Assert.Single(registry.Versions());
    }

    private static ModelArchive Archive(string content)
    {
        var archive = new ModelArchive();
        archive.Add("x", System.Text.Encoding.UTF8.GetBytes(content));
        return archive;
    }
}
