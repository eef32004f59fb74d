namespace RealLearning.Ycs;

/// <summary>
/// One struct as an update carries it, before it has a place in a document: 56 bytes, nothing of it a reference. Clients are indexes into
/// <see cref="UpdateDecoder.ClientIds"/>.
/// </summary>
internal struct StructRef
{
    /// <summary>In place of a client: there is none.</summary>
    public const int None = -1;

    /// <summary>In place of <see cref="ParentClient"/>: the parent is a root, and <see cref="ParentClock"/> the index of its name.</summary>
    public const int Root = -2;

    public int Client;
    public int Clock;
    public int Length;

    public int OriginClient;
    public int OriginClock;
    public int RightOriginClient;
    public int RightOriginClock;

    /// <summary>Only where both origins are missing.</summary>
    public int ParentClient;
    public int ParentClock;

    /// <summary>Index of the key's name, or -1.</summary>
    public int Key;

    /// <summary>Text: where it stands in the decoder's characters. A type: index of its name, or -1. Else the index of a value.</summary>
    public int Content;

    /// <summary>Where it begins in the update, for messages about it.</summary>
    public int Start;

    public byte Kind;
    public byte TypeRef;

    public readonly int ClockEnd => Clock + Length;
}

/// <summary>The structs of one client in an update.</summary>
internal struct ClientStructs
{
    /// <summary>Index into <see cref="UpdateDecoder.ClientIds"/>.</summary>
    public int Client;
    public int First;
    public int Count;
}
