using RealLearning.Contracts.Documents;
using RealLearning.Ycs;

namespace RealLearning.Grains.Tests.Support;

/// <summary>One person's session on one document, with a document of its own: what a browser does, without a door.</summary>
internal sealed class TestClient : IDocumentObserver
{
    private readonly ILiveRoom _room;
    private readonly Lock _lock = new();
    private readonly List<(Func<TestClient, bool> Condition, TaskCompletionSource Met)> _waits = [];

    public TestClient(ILiveRoom room, string part, Caller caller, long clientId)
    {
        (_room, Part, Caller) = (room, part, caller);
        Doc = new YDoc(new YDocOptions { ClientId = clientId });
    }

    public string Part { get; }

    public Caller Caller { get; }

    public string SessionId { get; } = Guid.NewGuid().ToString("N");

    public string Node { get; } = Guid.NewGuid().ToString("N");

    public YDoc Doc { get; set; }

    public List<UpdateDelivery> Updates { get; } = [];

    public List<AwarenessEntry> Aware { get; } = [];

    public List<RightChange> Rights { get; } = [];

    /// <summary>How many changes of right are lost on their way from now on.</summary>
    public int RightsToMiss { get; set; }

    public DocumentStatus Status { get; private set; } = new(0, 0, 0, false);

    public string Text => Doc.GetText("t").ToString();

    public async Task<JoinReply> JoinAsync(Right rightMax = Right.Facilitate) =>
        await _room.JoinAsync(new JoinRequest(Part, SessionId, Node, Caller, rightMax));

    public Task<PushReply> PushAsync(params byte[][] updates) =>
        _room.PushAsync(new PushRequest(Part, SessionId, PushKind.Live, updates));

    public Task<PushReply> ReplyAsync(byte[] update) =>
        _room.PushAsync(new PushRequest(Part, SessionId, PushKind.SyncReply, [update]));

    public Task<SyncReply> SyncAsync() => _room.SyncAsync(new SyncRequest(Part, SessionId, Doc.EncodeStateVector()));

    /// <summary>Takes what the room has.</summary>
    public async Task PullAsync() => Doc.ApplyUpdate((await SyncAsync()).Update);

    /// <summary>Writes at the end of the text and returns the update.</summary>
    public byte[] Write(string text) => Doc.TransactAndEncode(() => Doc.GetText("t").Insert(Doc.GetText("t").Length, text));

    public Task<PushReply> TypeAsync(string text) => PushAsync(Write(text));

    /// <summary>Completes once the condition holds; fails after ten seconds, unless another limit is given.</summary>
    public Task UntilAsync(Func<TestClient, bool> condition, TimeSpan? limit = null)
    {
        lock (_lock)
        {
            if (condition(this))
            {
                return Task.CompletedTask;
            }

            var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waits.Add((condition, met));
            return met.Task.WaitAsync(limit ?? TimeSpan.FromSeconds(10));
        }
    }

    public Task UntilSavedAsync(PushReply push) => UntilAsync(client => client.Status.Term == push.Term && client.Status.Durable >= push.Sequence);

    Task IDocumentObserver.UpdateAsync(UpdateDelivery delivery) => Note(() => Updates.Add(delivery));

    Task IDocumentObserver.AwarenessAsync(byte[] awarenessUpdate) => Note(() => Aware.AddRange(AwarenessMessage.Read(awarenessUpdate)));

    Task IDocumentObserver.StatusAsync(DocumentStatus status) => Note(() => Status = status);

    Task IDocumentObserver.RightChangedAsync(RightChange change) =>
        RightsToMiss-- > 0 ? Task.FromException(new TimeoutException("The line was cut.")) : Note(() => Rights.Add(change));

    private Task Note(Action change)
    {
        lock (_lock)
        {
            change();
            foreach (var wait in _waits.Where(wait => wait.Condition(this)).ToList())
            {
                _waits.Remove(wait);
                wait.Met.TrySetResult();
            }
        }

        return Task.CompletedTask;
    }
}
