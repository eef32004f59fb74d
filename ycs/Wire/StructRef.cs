namespace RealLearning.Ycs;

/// <summary>One struct as an update carries it, before it has a place in a document.</summary>
internal struct StructRef
{
    public long Client;
    public int Clock;
    public int Length;
    public byte Kind;

    /// <summary>The id left of it; the client is -1 where there is none.</summary>
    public long OriginClient;
    public int OriginClock;
    public long RightOriginClient;
    public int RightOriginClock;

    /// <summary>Only where both origins are missing: the parent by root name, or by id.</summary>
    public string? ParentName;
    public long ParentClient;
    public int ParentClock;
    public string? Key;

    /// <summary>Text: where it stands in the decoder's characters.</summary>
    public int Text;

    /// <summary>Other content; for a type its number in <see cref="TypeRef"/> and its name here.</summary>
    public object? Value;
    public byte TypeRef;

    /// <summary>Where its bytes stand in the update, for merging without a document.</summary>
    public int Start;
    public int End;

    /// <summary>Whether a key is announced although the parent is copied from an origin.</summary>
    public byte Info;

    public readonly int ClockEnd => Clock + Length;

    public readonly bool HasParent => ParentName is not null || ParentClient >= 0;
}

/// <summary>The structs of one client in an update.</summary>
internal struct ClientStructs
{
    public long Client;
    public int First;
    public int Count;
}
