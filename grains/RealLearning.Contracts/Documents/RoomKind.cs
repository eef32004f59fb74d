namespace RealLearning.Contracts.Documents;

/// <summary>What kind of grain holds a document. The names on the wire are lower-case: <c>workspace</c>, <c>group</c>, <c>session</c>, <c>lab</c>, <c>audit</c>.</summary>
public enum RoomKind
{
    /// <summary>A challenge workspace.</summary>
    Workspace,

    /// <summary>A peer group.</summary>
    Group,

    /// <summary>A critique session.</summary>
    Session,

    /// <summary>One document without a room, for load generators and test suites of others; off by default.</summary>
    Lab,

    /// <summary>The audit log, a document for each month: in the journal like the others, and behind no door.</summary>
    Audit,
}
