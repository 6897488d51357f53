using System.IO.Compression;
using System.Xml.Linq;

namespace CityOps.Dashboards.Briefs;

/// <summary>
/// An Office Open XML file (ECMA-376): a zip of XML parts, their types and their relations. What a brief needs of it is little, and this little needs no
/// library.
/// </summary>
internal sealed class OfficePackage : IDisposable
{
    public static readonly XNamespace Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static readonly XNamespace Types = "http://schemas.openxmlformats.org/package/2006/content-types";
    private static readonly XNamespace Package = "http://schemas.openxmlformats.org/package/2006/relationships";
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly MemoryStream _stream = new();
    private readonly ZipArchive _zip;
    private readonly List<XElement> _types =
    [
        new(Types + "Default", new XAttribute("Extension", "rels"), new XAttribute("ContentType", "application/vnd.openxmlformats-package.relationships+xml")),
        new(Types + "Default", new XAttribute("Extension", "xml"), new XAttribute("ContentType", "application/xml")),
    ];

    public OfficePackage() => _zip = new ZipArchive(_stream, ZipArchiveMode.Create, leaveOpen: true);

    public void Add(string path, string contentType, XElement part)
    {
        _types.Add(new(Types + "Override", new XAttribute("PartName", "/" + path), new XAttribute("ContentType", contentType)));
        Write(path, part);
    }

    /// <param name="path">Such as <c>xl/_rels/workbook.xml.rels</c>.</param>
    /// <param name="relations">Id, kind (the last word of the relation's type), target, and whether the target lies outside.</param>
    public void Relate(string path, IEnumerable<(string Id, string Kind, string Target, bool Outside)> relations) => Write(
        path,
        new XElement(Package + "Relationships", relations.Select(r => new XElement(
            Package + "Relationship",
            new XAttribute("Id", r.Id), new XAttribute("Type", $"{Relations.NamespaceName}/{r.Kind}"), new XAttribute("Target", r.Target),
            r.Outside ? new XAttribute("TargetMode", "External") : null))));

    /// <summary>Ends the file. The same parts give the same bytes.</summary>
    public byte[] Close()
    {
        Write("[Content_Types].xml", new XElement(Types + "Types", _types));
        _zip.Dispose();
        return _stream.ToArray();
    }

    public void Dispose()
    {
        _zip.Dispose();
        _stream.Dispose();
    }

    private void Write(string path, XElement part)
    {
        var entry = _zip.CreateEntry(path, CompressionLevel.Optimal);
        entry.LastWriteTime = Epoch;
        using var stream = entry.Open();
        new XDocument(new XDeclaration("1.0", "UTF-8", "yes"), part).Save(stream, SaveOptions.DisableFormatting);
    }
}
