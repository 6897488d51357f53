using System.IO.Hashing;
using System.Text;

namespace CityOps.Casework.Outbox;

/// <summary>The partition of a text subject: XxHash3 of its UTF-8, modulo the number of partitions.</summary>
internal static class LogPartition
{
    public static int Of(string subject, int partitions) => (int)(XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(subject)) % (uint)partitions);
}
