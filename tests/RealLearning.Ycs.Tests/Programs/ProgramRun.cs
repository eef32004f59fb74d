using System.Text.Json.Nodes;
using Xunit;

namespace RealLearning.Ycs.Tests.Programs;

/// <summary>One program, run step by step beside what npm yjs told of it.</summary>
internal sealed class ProgramRun(JsonNode program, SortedDictionary<string, int> counts)
{
    private readonly List<ProgramClient> _clients = [.. program["clients"]!.AsArray().Select(options => new ProgramClient(options!))];
    private int _step;
    private JsonNode _told = null!;

    public void Run()
    {
        Count("programs");
        foreach (var options in program["clients"]!.AsArray())
        {
            Count($"client: gc {(bool)options!["gc"]!}, clean-up {(bool)options["cleanUp"]!}");
        }

        foreach (var step in program["steps"]!.AsArray())
        {
            _told = step!;
            var client = _clients[(int)step!["client"]!];
            try
            {
                Take(client, step);
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.IAssertionException)
            {
                throw new InvalidOperationException(Where(), exception);
            }

            Compare(client, step);
            _step++;
        }
    }

    private void Take(ProgramClient client, JsonNode step)
    {
        Count((string)step["kind"]!);
        client.Now = step["now"] is { } now ? (long)now : client.Now;
        switch ((string)step["kind"]!)
        {
            case "edit" when (bool)step["several"]!:
                client.Doc.Transact(() => Edit(client, step), (string?)step["origin"]);
                break;
            case "edit":
                Edit(client, step);
                break;
            case "apply":
                var update = Convert.FromBase64String((string)step["update"]!);
                var origin = (string?)step["origin"] ?? "remote";
                Count($"apply: v{((bool)step["isV2"]! ? 2 : 1)}, {(client.Doc.HasPending ? "while something waits" : "nothing waits")}");
                if ((bool)step["isV2"]!)
                {
                    client.Doc.ApplyUpdateV2(update, origin);
                }
                else
                {
                    client.Doc.ApplyUpdate(update, origin);
                }

                break;
        }
    }

    private void Edit(ProgramClient client, JsonNode step)
    {
        foreach (var operation in step["ops"]!.AsArray())
        {
            Count($"{ProgramOperations.Run(client, operation!)}.{(string)operation!["op"]!}");
        }
    }

    private void Compare(ProgramClient client, JsonNode step)
    {
        var updates = step["updates"]!.AsArray();
        for (var i = 0; i < Math.Max(updates.Count, client.Updates.Count); i++)
        {
            var (expected, actual) = (i < updates.Count ? Line(updates[i]!) : "none", i < client.Updates.Count ? client.Updates[i] : "none");
            Assert.True(expected == actual, $"{Where()} update {i}\nyjs {expected}\nycs {actual}");
        }

        Same("log", (string)step["log"]!, () => client.TakeLog());
        client.Updates.Clear();
        if (step["v1"] is null)
        {
            return;
        }

        Count("states");
        Same("content", (string)step["content"]!, client.Content);
        Same("state", (string)step["v1"]!, () => Convert.ToBase64String(client.Doc.EncodeStateAsUpdate()));
        Same("state v2", (string)step["v2"]!, () => Convert.ToBase64String(client.Doc.EncodeStateAsUpdateV2()));
        Same("vector", (string)step["vector"]!, () => Convert.ToBase64String(client.Doc.EncodeStateVector()));
        if (client.Undo is { } manager)
        {
            Same("stacks", (string)step["stacks"]!, () => $"[{manager.UndoStack.Count},{manager.RedoStack.Count}]");
        }

        Same("markers", (string)step["markers"]!, client.Markers);
        Same("subdocuments", (string)step["subdocs"]!, client.Subdocuments);
        DocumentCheck.Run(client.Doc, Where());
    }

    private void Same(string what, string expected, Func<string> find)
    {
        var actual = find();
        Assert.True(expected == actual, $"{Where()} {what}\nyjs {expected}\nycs {actual}");
    }

    private static string Line(JsonNode update) => $"{(string)update[0]!} {(string)update[1]!} {(string?)update[2]}";

    private void Count(string what) => counts[what] = counts.GetValueOrDefault(what) + 1;

    private string Where() => $"YCS_SEED={program["seed"]} step {_step} {_told["kind"]} of client {_told["client"]} {program["clients"]![(int)_told["client"]!]!.ToJsonString()} {_told["ops"]?.ToJsonString()}";
}
