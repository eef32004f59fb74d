namespace RealLearning.Contracts.Documents;

/// <summary>The parts of a room, each a document of its own.</summary>
public static class DocumentParts
{
    /// <summary>What people write together.</summary>
    public const string Content = "content";

    /// <summary>What only the grain writes, on command. Everybody in the room may read it; nobody may push to it.</summary>
    public const string Room = "room";

    /// <summary>The frozen work that a critique session looks at. Written once, by the grain.</summary>
    public const string Work = "work";

    /// <summary>A frozen version of a workspace's content.</summary>
    public static string Snapshot(string snapshotId) => $"snapshot-{snapshotId}";
}
