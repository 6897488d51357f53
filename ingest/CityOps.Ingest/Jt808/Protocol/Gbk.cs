using System.Text;

namespace CityOps.Ingest.Jt808.Protocol;

/// <summary>The encoding of texts in the protocol.</summary>
public static class Gbk
{
    public static Encoding Encoding { get; } = CodePagesEncodingProvider.Instance.GetEncoding(936)!;
}
