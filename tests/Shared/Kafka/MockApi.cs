using System.Reflection;
using System.Runtime.InteropServices;

namespace CityOps.Tests.Shared.Kafka;

/// <summary>librdkafka's mock cluster, from the very file that Confluent.Kafka has loaded.</summary>
internal static partial class MockApi
{
    private const string Library = "cityops-librdkafka";
    private const int Producer = 0;

    static MockApi() => NativeLibrary.SetDllImportResolver(typeof(MockApi).Assembly, Resolve);

    public static nint NewHandle() => rd_kafka_new(Producer, rd_kafka_conf_new(), 0, 0);

    [LibraryImport(Library)]
    public static partial void rd_kafka_destroy(nint handle);

    [LibraryImport(Library)]
    public static partial nint rd_kafka_mock_cluster_new(nint handle, int brokers);

    [LibraryImport(Library)]
    public static partial void rd_kafka_mock_cluster_destroy(nint cluster);

    [LibraryImport(Library)]
    public static partial nint rd_kafka_mock_cluster_bootstraps(nint cluster);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int rd_kafka_mock_topic_create(nint cluster, string topic, int partitions, int replicas);

    [LibraryImport(Library)]
    public static partial void rd_kafka_mock_group_initial_rebalance_delay_ms(nint cluster, int delay);

    [LibraryImport(Library)]
    public static partial void rd_kafka_mock_push_request_errors_array(nint cluster, short api, nuint count, int[] errors);

    [LibraryImport(Library)]
    public static partial int rd_kafka_mock_set_controller_id(nint cluster, int broker);

    [LibraryImport(Library)]
    public static partial int rd_kafka_mock_broker_set_down(nint cluster, int broker);

    [LibraryImport(Library)]
    public static partial int rd_kafka_mock_broker_set_up(nint cluster, int broker);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int rd_kafka_mock_partition_set_leader(nint cluster, string topic, int partition, int broker);

    [LibraryImport(Library)]
    public static partial int rd_kafka_mock_broker_set_rtt(nint cluster, int broker, int milliseconds);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int rd_kafka_mock_topic_delete(nint cluster, string topic);

    [LibraryImport(Library)]
    public static partial void rd_kafka_mock_clear_request_errors(nint cluster, short api);

    [LibraryImport(Library)]
    public static partial void rd_kafka_mock_start_request_tracking(nint cluster);

    [LibraryImport(Library)]
    public static partial nint rd_kafka_mock_get_requests(nint cluster, out nuint count);

    [LibraryImport(Library)]
    public static partial short rd_kafka_mock_request_api_key(nint request);

    [LibraryImport(Library)]
    public static partial void rd_kafka_mock_request_destroy_array(nint requests, nuint count);

    [LibraryImport(Library)]
    private static partial nint rd_kafka_conf_new();

    [LibraryImport(Library)]
    private static partial nint rd_kafka_new(int type, nint conf, nint error, nuint errorSize);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library)
        {
            return 0;
        }

        Confluent.Kafka.Library.Load();
        using var loaded = System.Diagnostics.Process.GetCurrentProcess();
        var file = loaded.Modules.Cast<System.Diagnostics.ProcessModule>().First(m => m.ModuleName.Contains("librdkafka", StringComparison.Ordinal)).FileName;
        return NativeLibrary.Load(file);
    }
}
