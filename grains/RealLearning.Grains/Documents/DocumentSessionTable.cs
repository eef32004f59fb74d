using RealLearning.Contracts.Documents;

namespace RealLearning.Grains.Documents;

/// <summary>A session as the room knows it: what a node said at join, checked by the room.</summary>
internal sealed class RoomSession(JoinRequest request, Right right)
{
    public string Id { get; } = request.SessionId;

    public string Node { get; } = request.Node;

    public Caller Caller { get; } = request.Caller;

    public Right RightMax { get; } = request.RightMax;

    public Right Right { get; set; } = right;

    /// <summary>The Yjs client id whose awareness this session may set; 0 until it is known.</summary>
    public long AwarenessClient { get; set; }
}

/// <summary>The sessions of one document.</summary>
internal sealed class DocumentSessionTable
{
    private readonly Dictionary<string, RoomSession> _sessions = [];

    public int Count => _sessions.Count;

    public IEnumerable<RoomSession> All => _sessions.Values;

    public void Add(RoomSession session) => _sessions[session.Id] = session;

    public RoomSession? Find(string sessionId) => _sessions.GetValueOrDefault(sessionId);

    public RoomSession? Remove(string sessionId) => _sessions.Remove(sessionId, out var session) ? session : null;

    public List<RoomSession> OfNode(string node) => [.. _sessions.Values.Where(session => session.Node == node)];

    public List<RoomSession> OfPerson(string personId) => [.. _sessions.Values.Where(session => session.Caller.PersonId == personId)];
}
