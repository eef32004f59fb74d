using System.Runtime.CompilerServices;

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
/// One run of ids of one client: a struct of 48 bytes in one array, addressed by its index (its handle). Handle 0 is nobody. Nothing in it is a
/// reference, so that the collector never looks at it.
/// </summary>
internal struct Block
{
    /// <summary>Most distinct keys of one document: they share a word with the kind and the flags.</summary>
    public const int KeysMax = (1 << 23) - 1;

    private const uint KindMask = 0x0F;
    private const uint DeletedFlag = 0x10;
    private const uint KeptFlag = 0x20;
    private const uint RoomyFlag = 0x40;
    private const uint RedoneFlag = 0x80;
    private const uint MarkedFlag = 0x100;
    private const int KeyShift = 9;

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

    /// <summary>Text: offset in the store's characters. A type: its index. Else an index into the store's values.</summary>
    public int Content;

    /// <summary>Bits 0 to 3 the kind, 4 to 8 flags, the rest the key.</summary>
    private uint _packed;

    public byte Kind
    {
        readonly get => (byte)(_packed & KindMask);
        set => _packed = (_packed & ~KindMask) | value;
    }

    /// <summary>Index of the key in a map or of an attribute; 0 for a place in the sequence.</summary>
    public int Key
    {
        readonly get => (int)(_packed >> KeyShift);
        set => _packed = (_packed & ((1u << KeyShift) - 1)) | ((uint)value << KeyShift);
    }

    public bool IsDeleted
    {
        readonly get => (_packed & DeletedFlag) != 0;
        set => Set(DeletedFlag, value);
    }

    /// <summary>Somebody may want it back: it is not collected.</summary>
    public bool IsKept
    {
        readonly get => (_packed & KeptFlag) != 0;
        set => Set(KeptFlag, value);
    }

    /// <summary>Its text has room behind it, up to <see cref="BlockStore.RoomFor"/> its length.</summary>
    public bool IsRoomy
    {
        readonly get => (_packed & RoomyFlag) != 0;
        set => Set(RoomyFlag, value);
    }

    /// <summary>Another block has taken its place again.</summary>
    public bool IsRedone
    {
        readonly get => (_packed & RedoneFlag) != 0;
        set => Set(RedoneFlag, value);
    }

    /// <summary>A search marker pointed at it once; <see cref="SearchMarkers"/> asks.</summary>
    public bool IsMarked
    {
        readonly get => (_packed & MarkedFlag) != 0;
        set => Set(MarkedFlag, value);
    }

    public readonly int End => Clock + Length;

    public readonly bool IsItem => (_packed & KindMask) != BlockKind.Gc;

    public readonly bool IsCountable => BlockKind.IsCountable(Kind);

    /// <summary>A collected range of ids.</summary>
    public static Block Collected(int client, int clock, int length) =>
        new() { Client = client, Clock = clock, Length = length, OriginClient = -1, RightOriginClient = -1, _packed = DeletedFlag };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Set(uint flag, bool value) => _packed = value ? _packed | flag : _packed & ~flag;
}
