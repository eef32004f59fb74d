using System.Diagnostics.CodeAnalysis;

namespace RealLearning.Contracts.Documents;

/// <summary>The key of a room: <c>&lt;kind&gt;/&lt;id&gt;</c>. The grain's key is the id alone, since each kind is a grain type of its own.</summary>
[GenerateSerializer, Immutable, Alias("room-key")]
public readonly record struct RoomKey([property: Id(0)] RoomKind Kind, [property: Id(1)] string Id)
{
    /// <summary>The longest id, in characters.</summary>
    public const int IdLengthMax = 64;

    /// <summary>Reads a key; throws <see cref="FormatException"/> where it is none.</summary>
    public static RoomKey Parse(string text) =>
        TryParse(text, out var key) ? key : throw new FormatException($"'{text}' is not the key of a room.");

    /// <summary>Reads a key. False for an unknown kind or an id outside <c>a-z A-Z 0-9 . _ -</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out RoomKey key)
    {
        key = default;
        var slash = text?.IndexOf('/') ?? -1;
        if (slash <= 0 || !TryParseKind(text![..slash], out var kind) || !IsSegment(text[(slash + 1)..]))
        {
            return false;
        }

        key = new RoomKey(kind, text[(slash + 1)..]);
        return true;
    }

    /// <summary>True for the kinds that people come to by their right.</summary>
    public bool IsRoom => Kind is RoomKind.Workspace or RoomKind.Group or RoomKind.Session;

    /// <summary>A document of this room.</summary>
    public DocumentName Document(string part) => new(this, part);

    /// <inheritdoc/>
    public override string ToString() => $"{NameOf(Kind)}/{Id}";

    /// <summary>The kind's name on the wire.</summary>
    public static string NameOf(RoomKind kind) => kind switch
    {
        RoomKind.Workspace => "workspace",
        RoomKind.Group => "group",
        RoomKind.Session => "session",
        RoomKind.Lab => "lab",
        RoomKind.Audit => "audit",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>True for 1 to <see cref="IdLengthMax"/> characters of <c>a-z A-Z 0-9 . _ -</c>.</summary>
    public static bool IsId([NotNullWhen(true)] string? text) => text is not null && IsSegment(text);

    internal static bool IsSegment(string text) =>
        text.Length is > 0 and <= IdLengthMax
        && text.AsSpan().IndexOfAnyExcept(Characters) < 0
        && text != "." && text != "..";

    private static readonly System.Buffers.SearchValues<char> Characters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");

    private static bool TryParseKind(string text, out RoomKind kind)
    {
        foreach (var candidate in Enum.GetValues<RoomKind>())
        {
            if (NameOf(candidate) == text)
            {
                kind = candidate;
                return true;
            }
        }

        kind = default;
        return false;
    }
}
