using System.Text.Json.Nodes;
using Xunit;

namespace RealLearning.Ycs.Tests;

/// <summary>Awareness (rule 23) step by step beside y-protocols', on random steps of three clients and a clock that is moved by hand.</summary>
public sealed class AwarenessTests(Yjs yjs, ITestOutputHelper output) : IClassFixture<Yjs>
{
    private static readonly long[] Ids = [7, 4_294_967_297, YLimits.SafeIntegerMax];

    private static readonly string[] States =
        ["{}", "{\"a\":1}", "{\"a\":1,\"b\":[1,{\"c\":null}]}", "{\"b\":[1,{\"c\":null}],\"a\":1.0}", "{\"user\":{\"name\":\"Ané 😀\",\"2\":1,\"1\":-0}}", "{\"x\":\"\\ud83d\"}"];

    private static readonly string[] Odd = ["null", "0", "false", "\"\"", "[1,2]", "\"text\""];

    private readonly Dictionary<string, int> _kinds = [];

    [Fact]
    public async Task Awareness_OfRandomSteps_IsThatOfYProtocols()
    {
        var runs = Settings.Number("YCS_AWARENESS", 40);
        var first = Settings.Seed(output);
        for (var seed = first; seed < first + runs; seed++)
        {
            await CompareAsync(seed);
        }

        output.WriteLine(string.Join(", ", _kinds.Select(kind => $"{kind.Key} {kind.Value}")));
        Assert.True(_kinds.GetValueOrDefault("added") > 5 && _kinds.GetValueOrDefault("updated") > 5 && _kinds.GetValueOrDefault("removed") > 5 && _kinds.GetValueOrDefault("timeout") > 5);
    }

    [Fact]
    public void ApplyUpdate_OneStateThatIsNotJson_ChangesNothing()
    {
        var (awareness, told) = (new YAwareness(7, 0), 0);
        awareness.Updated += (_, _) => told++;
        var before = awareness.EncodeUpdate([7]);

        Assert.Throws<MalformedUpdateException>(() => awareness.ApplyUpdate(Update((8, 1, "{}"), (9, 1, "{")), null, 5));

        Assert.Equal((0, 1), (told, awareness.Clients.Count));
        Assert.Equal(before, awareness.EncodeUpdate(awareness.Clients));
    }

    [Fact]
    public void ApplyUpdate_MoreClientsThanItMayKnow_IsRefused()
    {
        var awareness = new YAwareness(7, 0, new YLimits { ClientsMax = 2 });
        awareness.ApplyUpdate(Update((8, 1, "{}"), (8, 2, "{}")), null, 0);

        Assert.Throws<MalformedUpdateException>(() => awareness.ApplyUpdate(Update((9, 1, "{}")), null, 0));
        awareness.ApplyUpdate(Update((8, 3, "null")), null, 0);
        Assert.Equal([7], awareness.Clients);
    }

    private static ReadOnlyMemory<byte> Update(params (long Client, long Clock, string Json)[] entries) =>
        AwarenessMessage.Encode([.. entries.Select(entry => new AwarenessEntry(entry.Client, entry.Clock, System.Text.Encoding.UTF8.GetBytes(entry.Json)))]);

    private async Task CompareAsync(int seed)
    {
        var (random, now, sent) = (new Random(seed), 1_000_000L, new List<string>());
        await yjs.AskAsync(new { awareness = Ids, now });
        var clients = Ids.Select(id => new YAwareness(id, now)).ToList();
        var events = new JsonArray();
        foreach (var awareness in clients)
        {
            awareness.Changed += (change, origin) => events.Add(Event("change", change, origin));
            awareness.Updated += (change, origin) => events.Add(Event("update", change, origin));
        }

        for (var step = 0; step < 60; step++)
        {
            now += random.Next(5) == 0 ? random.Next(40_000) : random.Next(500);
            var at = random.Next(Ids.Length);
            events.Clear();
            var question = Step(random, clients[at], at, now, sent);
            var expected = await yjs.AskAsync(question);
            var told = $"YCS_SEED={seed} step {step}: {System.Text.Json.JsonSerializer.Serialize(question)}";
            Assert.True(JsonNode.DeepEquals(expected["events"], events), $"{told}\ny-protocols {expected["events"]!.ToJsonString()}\nycs {events.ToJsonString()}");
            var known = Ids.Concat([99L]).Where(id => clients[at].GetClock(id) is not null).Order().ToList();
            sent.Add(YjsCall.Text(clients[at].EncodeUpdate(known)));
            Assert.True((string)expected["update"]! == sent[^1], told);
            Assert.Equal(expected["states"]!.AsArray().Select(state => ((long)state![0]!, (string?)state[1])), known.Where(id => clients[at].GetState(id) is not null).Select(id => (id, clients[at].GetState(id))));
        }

        var modified = AwarenessMessage.Modify(Convert.FromBase64String(sent[^1]), state => state[0] != '{' ? state : state == "{}" ? "{\"more\":true}" : $"{state[..^1]},\"more\":true}}");
        Assert.Equal((string)(await yjs.AskAsync(new { modify = sent[^1], field = "more" }))["update"]!, YjsCall.Text(modified));
    }

    private static object Step(Random random, YAwareness client, int at, long now, List<string> sent)
    {
        switch (random.Next(10))
        {
            case 0 or 1:
                var json = random.Next(5) == 0 ? "null" : States[random.Next(States.Length)];
                client.SetLocalState(json == "null" ? null : json, now);
                return new { does = "set", at, now, json };
            case 2:
                var value = random.Next(2) == 0 ? Odd[random.Next(Odd.Length)] : States[random.Next(States.Length)];
                client.SetLocalStateField("a", value, now);
                return new { does = "field", at, now, field = "a", json = value };
            case 3:
                long[] clients = [.. Ids.Where(_ => random.Next(3) == 0)];
                client.RemoveStates(clients, "gone", now);
                return new { does = "remove", at, now, clients, origin = "gone" };
            case 4 or 5:
                client.Tick(now);
                return new { does = "tick", at, now };
            default:
                var update = random.Next(3) > 0 && sent.Count > 0 ? sent[random.Next(sent.Count)] : YjsCall.Text(Made(random));
                client.ApplyUpdate(Convert.FromBase64String(update), "wire", now);
                return new { does = "apply", at, now, update, origin = "wire" };
        }
    }

    /// <summary>Entries that nobody sent: old clocks, removals, a client that is not among the three, states that are no objects.</summary>
    private static byte[] Made(Random random) => Update([.. Enumerable.Range(0, random.Next(4)).Select(_ =>
        (random.Next(4) == 0 ? 99 : Ids[random.Next(Ids.Length)], (long)random.Next(12), random.Next(3) == 0 ? Odd[random.Next(Odd.Length)] : States[random.Next(States.Length)]))]).ToArray();

    private JsonObject Event(string name, AwarenessChange change, object? origin)
    {
        foreach (var (kind, ids) in new[] { ("added", change.Added), ("updated", change.Updated), ("removed", change.Removed), ($"{origin}", [0L]) })
        {
            _kinds[kind] = _kinds.GetValueOrDefault(kind) + ids.Count;
        }

        return new JsonObject { ["name"] = name, ["added"] = Array(change.Added), ["updated"] = Array(change.Updated), ["removed"] = Array(change.Removed), ["origin"] = $"{origin}" };
    }

    private static JsonArray Array(IReadOnlyList<long> ids) => [.. ids.Select(id => (JsonNode)JsonValueOf(id))];

    private static JsonNode JsonValueOf(long id) => JsonNode.Parse(id.ToString(System.Globalization.CultureInfo.InvariantCulture))!;
}
