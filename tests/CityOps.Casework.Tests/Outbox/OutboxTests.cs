using System.Text;
using System.Text.Json;
using CityOps.Casework.Domain;
using CityOps.Casework.Events;
using CityOps.Casework.Outbox;
using CityOps.Casework.Tests.Storage;
using CityOps.Contracts.Codecs;
using CityOps.Contracts.Events;
using CityOps.Contracts.Schema;
using CityOps.EventLog;
using Microsoft.EntityFrameworkCore;

namespace CityOps.Casework.Tests.Outbox;

public sealed class OutboxTests
{
    private static readonly string CaseOne = CaseId.Of("group-rental", "42", "s1");

    [Fact]
    public async Task Every_event_and_label_reaches_the_log_in_order_and_once()
    {
        await using var world = await World.OpenAsync();
        var process = await VisitedAsync(world);
        await process.Outbox.DrainAsync(default);
        Assert.Equal(0, await process.Outbox.DrainAsync(default));

        var events = await EventsAsync(world);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(i => (long)i), events.Select(e => e.Sequence));
        Assert.Equal(
            ["opened", "evidence_added", "triaged", "filed", "work_order_created", "visit_failed", "outcome_reported"], events.Select(e => e.Kind));
        Assert.Equal(("handling", "inspector"), (events[^1].State, events[^1].ActorRole));

        var labels = await ReadAsync<Label>(world, OutboxMessages.LabelsTopic);
        Assert.Equal([Outcome.NoEntry, Outcome.Confirmed], labels.Select(l => l.Outcome));
        Assert.Equal(("42", CaseOne, 9L, "m1"), (labels[1].Subject, labels[1].CaseId, labels[1].PeopleFound, labels[1].ModelVersion));
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 16, 0, 0, TimeSpan.Zero), labels[1].WindowEnd);
    }

    [Fact]
    public async Task Names_notes_and_instructions_never_reach_the_log()
    {
        await using var world = await World.OpenAsync();
        await (await VisitedAsync(world)).Outbox.DrainAsync(default);

        var published = (await world.ReadTopicAsync(OutboxMessages.CaseEventsTopic)).Concat(await world.ReadTopicAsync(OutboxMessages.LabelsTopic))
            .Select(m => Encoding.UTF8.GetString(m.Record.Value.Span)).ToList();
        Assert.NotEmpty(published);
        foreach (var secret in new[] { "grandmother", "ring twice", "rui", "ivo", "lexa" })
        {
            Assert.DoesNotContain(published, message => message.Contains(secret, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(OutboxMessages.CaseEventsTopic, typeof(CaseEvent), 7)]
    [InlineData(OutboxMessages.LabelsTopic, typeof(Label), 2)]
    public async Task What_is_published_is_valid_under_its_contract(string topic, Type contract, int messages)
    {
        await using var world = await World.OpenAsync();
        await (await VisitedAsync(world)).Outbox.DrainAsync(default);

        var published = await world.ReadTopicAsync(topic);
        Assert.Equal(messages, published.Count);
        foreach (var (_, record) in published)
        {
            using var rows = MessageDecoder.Decode(record.Header(LogHeaders.ContentType), record.Value, ContractReader.Read(contract).Keyed);
            Assert.Empty(rows.Rejected);
            Assert.Equal(1, rows.Rows.Length);
        }
    }

    [Theory]
    [InlineData("before-append", 1)]
    [InlineData("after-append", 1)]
    [InlineData("after-append", 2)]
    public async Task A_relay_that_dies_sends_the_rest_later_and_repeats_only_under_the_same_keys(string point, int nth)
    {
        await using var world = await World.OpenAsync();
        await VisitedAsync(world);
        var crash = new Crash(point, nth);
        await Assert.ThrowsAsync<CrashException>(() => world.Boot(log: new CrashingLog(world.Log, crash)).Outbox.DrainAsync(default));

        await world.Boot().Outbox.DrainAsync(default);

        var messages = (await world.ReadTopicAsync(OutboxMessages.CaseEventsTopic)).Concat(await world.ReadTopicAsync(OutboxMessages.LabelsTopic)).ToList();
        var byKey = messages.GroupBy(m => (m.Partition.Topic, Encoding.UTF8.GetString(m.Record.Key.Span))).ToList();
        Assert.Equal(9, byKey.Count);
        Assert.All(byKey, same => Assert.Single(same.Select(m => Encoding.UTF8.GetString(m.Record.Value.Span)).Distinct(StringComparer.Ordinal)));
        var sequences = (await EventsAsync(world)).Select(e => e.Sequence).ToList();
        Assert.Equal(sequences.Distinct().Order(), sequences.Where((s, i) => sequences.IndexOf(s) == i));
    }

    [Fact]
    public async Task Sent_messages_are_forgotten_after_a_while()
    {
        await using var world = await World.OpenAsync();
        var process = await VisitedAsync(world);
        await process.Outbox.DrainAsync(default);
        world.Time.Advance(TimeSpan.FromHours(25));
        await CommandTests.DoAsync(process, CaseOne, new CityOps.Casework.Commands.Verify(Guid.NewGuid(), true, null), Some.Reviewer);
        await process.Outbox.DrainAsync(default);
        await using var db = world.Databases.Create();
        Assert.Equal(1, await db.Outbox.CountAsync());
    }

    private static async Task<Process> VisitedAsync(World world)
    {
        var process = await CommandTests.WithCaseAsync(world);
        await CommandTests.DoAsync(process, CaseOne, Some.Confirm(note: "the grandmother opened"), Some.Reviewer);
        var order = (await CommandTests.DoAsync(process, CaseOne, Some.Order() with { Instructions = "ring twice" }, Some.Leader)).WorkOrderId!;
        await CommandTests.DoAsync(process, order, Some.Outcome(order, Outcome.NoEntry) with { Note = "grandmother" }, Some.Inspector);
        await CommandTests.DoAsync(process, order, Some.Outcome(order) with { Note = "grandmother again" }, Some.Inspector);
        return process;
    }

    private static Task<List<CaseEvent>> EventsAsync(World world) => ReadAsync<CaseEvent>(world, OutboxMessages.CaseEventsTopic);

    private static async Task<List<TMessage>> ReadAsync<TMessage>(World world, string topic) =>
        [.. (await world.ReadTopicAsync(topic)).Select(m => JsonSerializer.Deserialize<TMessage>(m.Record.Value.Span, CaseEventCodec.Json)!)];
}
