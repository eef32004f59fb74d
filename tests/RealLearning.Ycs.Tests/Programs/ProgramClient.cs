using System.Text.Json.Nodes;

namespace RealLearning.Ycs.Tests.Programs;

/// <summary>One client of a program: its document, and everything that it was told, as npm yjs' side writes it down.</summary>
internal sealed class ProgramClient
{
    private static readonly string[] Roots = ["array", "map", "rich", "text", "xml"];
    private readonly List<object?> _log = [];
    private readonly Dictionary<string, YType> _open = [];
    private readonly bool _watches;
    private int _budget;

    public ProgramClient(JsonNode options)
    {
        (_watches, _budget) = ((bool)options["watch"]!, (int)options["reacts"]!);
        Doc = new YDoc(new YDocOptions { ClientId = (long)options["id"]!, Gc = (bool)options["gc"]!, CleanUpFormatting = (bool)options["cleanUp"]!, Guid = "main" });
        Doc.Updated += (update, transaction) => Updates.Add($"v1 {Convert.ToBase64String(update.Span)} {Source(transaction.Origin)}");
        Doc.UpdatedV2 += (update, transaction) => Updates.Add($"v2 {Convert.ToBase64String(update.Span)} {Source(transaction.Origin)}");
        if ((bool)options["traces"]!)
        {
            Trace();
        }

        foreach (var name in options["open"]!.AsArray())
        {
            Open((string)name!);
        }

        if (options["undo"] is { } undo)
        {
            Undo = Manager(undo);
        }
    }

    /// <summary>The time, in milliseconds.</summary>
    public long Now { get; set; } = 1_000;

    public YUndoManager? Undo { get; }

    public YDoc Doc { get; }

    public List<string> Updates { get; } = [];

    public YType Root(string name) => name switch
    {
        "text" or "rich" => Doc.GetText(name),
        "array" => Doc.GetArray(name),
        "map" => Doc.GetMap(name),
        _ => Doc.GetXmlFragment(name),
    };

    public void Open(string name)
    {
        var type = _open[name] = Root(name);
        if (!_watches)
        {
            return;
        }

        type.Observe((told, _) =>
        {
            _log.Add(new List<object?> { "event", name }.Concat(Tell(told)).ToList());
            if (_budget > 0 && name != "array")
            {
                _budget--;
                Doc.GetArray("array").Insert(0, "reaction");
            }
        });
        type.ObserveDeep((events, _) => _log.Add(new List<object?> { "deep", name }.Concat(events.Select(told => (object?)Tell(told))).ToList()));
    }

    public string TakeLog()
    {
        var text = JsonWriter.ToText(_log)!;
        _log.Clear();
        return text;
    }

    public string Content()
    {
        var content = new Dictionary<string, object?>();
        foreach (var name in Roots.Where(_open.ContainsKey))
        {
            content[name] = _open[name] switch
            {
                YText text => new List<object?> { text.ToString(), ProgramValues.Plain(text.ToDelta()), ProgramValues.Plain(text.GetAttributes().ToDictionary()) },
                YArray array => new List<object?> { ProgramValues.Plain(array.ToJson()), ProgramValues.Plain(array.ToList()) },
                var other => new List<object?> { ProgramValues.Plain(other.ToPlain()) },
            };
        }

        return JsonWriter.ToText(content)!;
    }

    /// <summary>Where the search markers stand, and in which order they were used.</summary>
    public string Markers() => JsonWriter.ToText(Roots.Where(name => Doc.FindRoot(name) is { Ref: not TypeNode.Unknown }).Select(name => MarkersOf(name, Doc.FindRoot(name)!)).ToList())!;

    public string Subdocuments() => JsonWriter.ToText(Doc.Subdocuments.Select(doc => doc.Guid).Distinct().Order(StringComparer.Ordinal).ToList())!;

    private List<object?> MarkersOf(string name, TypeNode type)
    {
        var markers = type.Markers?.All.ToArray() ?? [];
        var times = markers.Select(marker => marker.Time).Order().ToList();
        return
        [
            name,
            .. markers.Select(marker => new List<object?>
            {
                Doc.Store.Clients[Doc.Store[marker.Block].Client].Id, Doc.Store[marker.Block].Clock, Doc.Store[marker.Block].IsMarked, marker.Index, times.IndexOf(marker.Time),
            }),
        ];
    }

    private YUndoManager Manager(JsonNode options)
    {
        var settings = new YUndoOptions
        {
            NowMs = () => Now,
            CaptureTimeoutMs = (long)options["timeout"]!,
            TrackedOrigins = [.. options["tracked"]!.AsArray().Select(origin => (string?)origin)],
            IgnoreRemoteMapChanges = (bool)options["overwrites"]!,
            DeleteFilter = (bool)options["filters"]! ? static item => item.Length % 7 != 3 : static _ => true,
            CaptureTransaction = (bool)options["captures"]! ? static transaction => transaction.Origin is not "other" : static _ => true,
        };
        var manager = options["scope"] is { } scope ? new YUndoManager([.. scope.AsArray().Select(name => Root((string)name!))], settings) : new YUndoManager(Doc, settings);
        void Note(string name, YStackItemEvent told) => _log.Add(new List<object?> { name, told.Kind == YStackKind.Undo ? "undo" : "redo", Source(told.Origin) });
        manager.StackItemAdded += told => Note("stack-item-added", told);
        manager.StackItemUpdated += told => Note("stack-item-updated", told);
        manager.StackItemPopped += told => Note("stack-item-popped", told);
        manager.StackCleared += (undo, redo) => _log.Add(new List<object?> { "stack-cleared", undo, redo });
        return manager;
    }

    private static object? Source(object? origin) => origin is YUndoManager ? "manager" : origin;

    private void Trace()
    {
        void Note(string name, YTransaction transaction) => _log.Add(new List<object?> { name, transaction.IsLocal, Source(transaction.Origin) });
        Doc.BeforeAllTransactions += () => _log.Add("beforeAll");
        Doc.BeforeTransaction += transaction => Note("beforeTransaction", transaction);
        Doc.BeforeObserverCalls += transaction => Note("beforeObserverCalls", transaction);
        Doc.AfterTransaction += transaction => Note("afterTransaction", transaction);
        Doc.AfterTransactionCleanup += transaction => Note("afterTransactionCleanup", transaction);
        Doc.AfterAllTransactions += () => _log.Add("afterAll");
        Doc.SubdocumentsChanged += (told, _) => _log.Add(new List<object?> { "subdocs", Guids(told.Added), Guids(told.Removed), Guids(told.Loaded) });
    }

    private static List<object?> Guids(IEnumerable<YDoc> docs) => [.. docs.Select(doc => doc.Guid)];

    private static List<object?> Tell(YEvent told) =>
    [
        told.Path.ToList(),
        ProgramValues.Plain(told.Delta),
        told.Keys.Select(key => (object?)new List<object?> { key.Key, ProgramValues.Plain(key.Value) }).ToList(),
        told.Target is YText or YXmlFragment ? told.ChildListChanged : null,
    ];
}
