using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RealLearning.Ycs.Benchmarks.Rows;

/// <summary>What the runner can ask for; the same kinds as node/rows.mjs. A kind that the engine cannot do is not here, and the table says so.</summary>
internal static class RowKinds
{
    private const double FlatMost = 3_000_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static string Measure(string output, string kind, string folder, string[] args)
    {
        var recording = new Recording(folder, args[0]);
        var number = args.Length > 1 && int.TryParse(args[1], CultureInfo.InvariantCulture, out var value) ? value : 0;
        var measured = (kind, number) switch
        {
            ("apply", _) => Apply(recording, number, args[2]),
            ("local", _) => Local(recording, number == 1),
            ("load", _) => Load(recording, number),
            ("encode", 1) => Encode(recording, doc => doc.EncodeStateAsUpdate()),
            ("encode", 2) => Encode(recording, doc => doc.EncodeStateAsUpdateV2()),
            ("diff", _) => Diff(recording),
            ("merge", _) => Merge(recording),
            ("memory", _) => Memory(recording, number),
            ("flat", _) => Flat(recording, new Recording(folder, args[1]), args[2]),
            _ => null,
        };
        if (measured?.State is { } state)
        {
            File.WriteAllBytes(output, state);
        }

        return measured is null ? """{"notYet":true}""" : JsonSerializer.Serialize(measured with { State = null }, Json);
    }

    private static YDoc Empty() => new(new YDocOptions { ClientId = 1 });

    private static YDoc Loaded(byte[] state)
    {
        var doc = Empty();
        doc.ApplyUpdate(state);
        return doc;
    }

    private static void OpenRoot(YDoc doc, string root) => _ = root switch
    {
        "text" => (YType)doc.GetText("text"),
        "xml" => doc.GetXmlFragment("prosemirror"),
        _ => doc.GetMap("map"),
    };

    private static void Apply(YDoc doc, ReadOnlySpan<byte> update, int version)
    {
        if (version == 2)
        {
            doc.ApplyUpdateV2(update);
        }
        else
        {
            doc.ApplyUpdate(update);
        }
    }

    private static Measured Apply(Recording recording, int version, string root)
    {
        var updates = recording.Updates(version);
        YDoc? last = null;
        var measured = Rows.Measure.Runs(Empty, doc =>
        {
            OpenRoot(doc, root);
            foreach (var update in updates)
            {
                Apply(doc, update.Span, version);
            }

            last = doc;
        });
        return measured.Per(updates.Length) with { State = last!.EncodeStateAsUpdate() };
    }

    private static Measured Local(Recording recording, bool told)
    {
        var edits = recording.Edits();
        var bytes = 0L;
        YDoc? last = null;
        var measured = Rows.Measure.Runs(Empty, doc =>
        {
            var text = doc.GetText("text");
            if (told)
            {
                doc.Updated += (update, _) => bytes += update.Length;
            }

            foreach (var edit in edits)
            {
                edit.ApplyTo(text);
            }

            last = doc;
        });
        return measured.Per(edits.Length) with { State = last!.EncodeStateAsUpdate() };
    }

    private static Measured Load(Recording recording, int version)
    {
        var state = recording.State(version);
        YDoc? last = null;
        var measured = Rows.Measure.Runs(Empty, doc =>
        {
            Apply(doc, state, version);
            last = doc;
        });
        return measured with { State = last!.EncodeStateAsUpdate() };
    }

    private static Measured Encode(Recording recording, Func<YDoc, byte[]> encode)
    {
        var doc = Loaded(recording.State(1));
        byte[] last = [];
        var measured = Rows.Measure.Runs(() => doc, doc => last = encode(doc));
        return measured with { State = last };
    }

    private static Measured Diff(Recording recording)
    {
        var vector = recording.Vector();
        return Encode(recording, doc => doc.EncodeStateAsUpdate(vector));
    }

    private static Measured Merge(Recording recording)
    {
        var updates = recording.Updates(1);
        byte[] last = [];
        var measured = Rows.Measure.Runs(() => updates, all => last = YUpdate.Merge(all));
        return measured with { State = last };
    }

    private static Measured Memory(Recording recording, int copies)
    {
        var state = recording.State(1);
        var docs = new List<YDoc>(copies + 2) { Loaded(state), Loaded(state) };
        var before = GC.GetTotalMemory(true);
        while (docs.Count < copies + 2)
        {
            docs.Add(Loaded(state));
        }

        var bytes = GC.GetTotalMemory(true) - before;
        return new Measured { Bytes = (double)bytes / copies, Runs = copies, State = docs[^1].EncodeStateAsUpdate() };
    }

    private static Measured Flat(Recording recording, Recording small, string root)
    {
        for (var spent = 0.0; spent < 2_000_000;)
        {
            var warm = OnBase(small, root).Measured;
            spent += warm.Micros!.Value * warm.Runs;
        }

        var (measured, doc, isWhole) = OnBase(recording, root);
        return measured with
        {
            Text = isWhole && root == "text" ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(doc.GetText("text").ToString()))) : null,
        };
    }

    private static (Measured Measured, YDoc Doc, bool IsWhole) OnBase(Recording recording, string root)
    {
        var doc = Empty();
        OpenRoot(doc, root);
        doc.ApplyUpdate(recording.Base());
        var updates = recording.UpdatesOnBase();
        var measured = Rows.Measure.Once(updates.Length, i => doc.ApplyUpdate(updates[i].Span), FlatMost);
        return (measured, doc, measured.Runs == updates.Length);
    }
}
