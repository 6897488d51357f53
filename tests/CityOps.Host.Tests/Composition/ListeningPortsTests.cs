using System.Net;
using System.Net.Sockets;
using CityOps.Host.Commands;
using CityOps.Host.Composition;
using Microsoft.Extensions.Configuration;

namespace CityOps.Host.Tests.Composition;

public sealed class ListeningPortsTests : IDisposable
{
    private readonly DirectoryInfo _path = Directory.CreateTempSubdirectory("cityops-ports-");
    private readonly TcpListener _other = new(IPAddress.Loopback, 0);

    public ListeningPortsTests() => _other.Start();

    private int Taken => ((IPEndPoint)_other.LocalEndpoint).Port;

    [Fact]
    public void A_port_that_is_taken_is_said_before_anything_is_opened_with_the_option_that_names_another()
    {
        Assert.Equal($"port {Taken} is taken by another program. Name another with --http-port; 0 takes any free one.", Refusal(Settings(Taken)).Message);
        foreach (var url in (string[])[$"http://127.0.0.1:{Taken}", $"http://localhost:{Taken}", $"http://0.0.0.0:{Taken}", $"http://127.0.0.1:0;http://*:{Taken}"])
        {
            Assert.Equal($"port {Taken} is taken by another program. Name another with --urls.", Refusal(Settings(0) with { Urls = url }).Message);
        }

        Assert.Equal(2, Refusal(Settings(Taken)).ExitCode);
    }

    [Theory]
    [InlineData("CityOps:Jt808:Port")]
    [InlineData("CityOps:Warehouse:Embedded:Port")]
    public void Ports_of_other_parts_are_tried_too(string setting)
    {
        var message = Refusal(Settings(0), (setting, Taken.ToString(System.Globalization.CultureInfo.InvariantCulture))).Message;

        Assert.Contains($"port {Taken} is taken", message, StringComparison.Ordinal);
        Assert.Contains(setting, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_that_do_not_run_here_need_no_port()
    {
        var port = Taken.ToString(System.Globalization.CultureInfo.InvariantCulture);

        ListeningPorts.Require(Settings(0) with { Roles = HostRoles.Api }, Configuration(("CityOps:Jt808:Port", port)));
        ListeningPorts.Require(Settings(0), Configuration(("CityOps:Warehouse:Url", "http://elsewhere:8123"), ("CityOps:Warehouse:Embedded:Port", port)));
    }

    [Fact]
    public void What_is_no_address_is_refused()
    {
        Assert.Contains("is no address to listen on", Refusal(Settings(0) with { Urls = "here" }).Message, StringComparison.Ordinal);
        Assert.Contains("is no address to listen on", Refusal(Settings(0) with { Urls = "http://localhost:70000" }).Message, StringComparison.Ordinal);
        Assert.Contains("is no address of this machine", Refusal(Settings(0) with { Urls = "http://192.0.2.1:8080" }).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _other.Dispose();
        _path.Delete(recursive: true);
    }

    private static CommandException Refusal(HostSettings settings, params (string Key, string Value)[] configuration) =>
        Assert.Throws<CommandException>(() => ListeningPorts.Require(settings, Configuration(configuration)));

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();

    private HostSettings Settings(int port) => new(DataFolder.Open(_path), HostRoles.All, port, Demo: false, Host.Composition.Scenarios.All);
}
