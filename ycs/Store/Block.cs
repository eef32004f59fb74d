namespace RealLearning.Ycs;

/// <summary>What a block holds; the numbers are those of the wire (rule 10 of docs/wire-format.md).</summary>
internal static class BlockKind
{
    public const byte Gc = 0;
    public const byte Deleted = 1;
    public const byte Json = 2;
    public const byte Binary = 3;
    public const byte String = 4;
    public const byte Embed = 5;
    public const byte Format = 6;
    public const byte Type = 7;
    public const byte Any = 8;
    public const byte Doc = 9;
    public const byte Skip = 10;

    /// <summary>Formats and what is deleted take no place in a sequence.</summary>
    public static bool IsCountable(byte kind) => kind is not (Gc or Deleted or Format);
}

/// <summary>
/// One run of ids of one client: a struct of 60 bytes in one array, addressed by its index (its handle). Handle 0 is nobody. Nothing in it is a
/// reference, so that the collector never looks at it.
/// </summary>
internal struct Block
{
    /// <summary>Index of the client in the store.</summary>
    public int Client;

    public int Clock;

    public int Length;

    /// <summary>Neighbours in the list of the parent, or of the parent's key.</summary>
    public int Left;

    public int Right;

    /// <summary>The id left of it when it was written; the client is -1 where there was none.</summary>
    public int OriginClient;

    public int OriginClock;

    /// <summary>The id right of it when it was written, likewise.</summary>
    public int RightOriginClient;

    public int RightOriginClock;

    /// <summary>Index of the shared type that holds it; 0 for collected ids.</summary>
    public int Parent;

    /// <summary>Index of the key in a map or of an attribute; 0 for a place in the sequence.</summary>
    public int Key;

    /// <summary>Text: offset in the store's characters. A type: its index. Else an index into the store's values.</summary>
    public int Content;

    /// <summary>Text: characters that its place in the pool has room for.</summary>
    public int Room;

    public byte Kind;

    public bool IsDeleted;

    public readonly int End => Clock + Length;

    public readonly bool IsItem => Kind != BlockKind.Gc;

    public readonly bool IsCountable => BlockKind.IsCountable(Kind);
}

/// <summary>The blocks of one client, by clock without a hole.</summary>
internal sealed class ClientBlocks(long id)
{
    public long Id { get; } = id;

    public int[] Handles = new int[4];

    public int Count;

    /// <summary>The next clock.</summary>
    public int State;
}

/// <summary>A shared type: a root or the content of a block. The list and the keys that it holds are blocks.</summary>
internal sealed class TypeNode
{
    public const byte Unknown = 255;

    public int Handle;

    /// <summary>The block whose content it is; 0 for a root.</summary>
    public int Item;

    public string? RootName;

    /// <summary>How many types it is nested in; 0 for a root.</summary>
    public int Depth;

    /// <summary>0 array, 1 map, 2 text, 3 element, 4 fragment, 5 hook, 6 XML text; <see cref="Unknown"/> for a root that nobody has named yet.</summary>
    public byte Ref = Unknown;

    /// <summary>The node name of an element or hook.</summary>
    public string? Name;

    public int Start;

    /// <summary>The last block of each key.</summary>
    public Dictionary<int, int>? Map;

    /// <summary>Countable, undeleted units in the list.</summary>
    public int Length;

    public YType? View;
}
