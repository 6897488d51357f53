using System.Text.Json;
using CityOps.Casework.Domain;
using CityOps.Contracts.Events;

namespace CityOps.Casework.Tests.Domain;

public sealed class EvidenceFactsTests
{
    [Theory]
    [InlineData("""{"kind":"dumping","stop":{"lon":121.5,"lat":31.2}}""", 121.5, 31.2)]
    [InlineData("""{"kind":"dumping","lon":121.5,"lat":31.2}""", 121.5, 31.2)]
    [InlineData("""{"kind":"dumping","stop":{"lon":1210,"lat":31.2}}""", null, 31.2)]
    [InlineData("""{"dwelling":{"grid_cell":"g1"}}""", null, null)]
    public void A_truck_s_incident_is_where_it_stood(string document, double? lon, double? lat)
    {
        var facts = EvidenceFacts.Of(document);
        Assert.Equal((lon, lat), (facts.Lon, facts.Lat));
    }

    [Fact]
    public void What_a_document_does_not_say_is_unknown_and_what_is_no_object_is_refused()
    {
        var facts = EvidenceFacts.Of("""{"dwelling":{"grid_cell":"g1"},"found_by":"complaint","selection_probability":7,"town":""}""");
        Assert.Equal((null, "g1", FoundBy.Complaint, null), (facts.Town, facts.GridCell, facts.FoundBy, facts.SelectionProbability));
        Assert.Throws<JsonException>(() => EvidenceFacts.Of("[]"));
    }
}
