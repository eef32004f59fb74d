using System.Diagnostics.CodeAnalysis;

namespace RealLearning.Contracts.Documents;

/// <summary>
/// The name of a document: <c>&lt;kind&gt;/&lt;id&gt;/&lt;part&gt;</c>, or <c>lab/&lt;name&gt;</c> and <c>audit/&lt;month&gt;</c>, whose part is empty.
/// A name is at most <see cref="LengthMax"/> characters of <c>a-z A-Z 0-9 . _ -</c> between its slashes.
/// </summary>
[GenerateSerializer, Immutable, Alias("document-name")]
public readonly record struct DocumentName([property: Id(0)] RoomKey Room, [property: Id(1)] string Part)
{
    /// <summary>The longest name, in characters.</summary>
    public const int LengthMax = 160;

    /// <summary>Reads a name; throws <see cref="FormatException"/> where it is none.</summary>
    public static DocumentName Parse(string text) =>
        TryParse(text, out var name) ? name : throw new FormatException($"'{text}' is not the name of a document.");

    /// <summary>Reads a name. False for an unknown kind, a wrong number of segments or a character outside the set.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out DocumentName name)
    {
        name = default;
        if (text is null || text.Length > LengthMax)
        {
            return false;
        }

        var segments = text.Split('/');
        if (segments.Length < 2 || !RoomKey.TryParse($"{segments[0]}/{segments[1]}", out var room))
        {
            return false;
        }

        if (segments.Length != (room.IsRoom ? 3 : 2) || (room.IsRoom && !RoomKey.IsSegment(segments[2])))
        {
            return false;
        }

        name = new DocumentName(room, room.IsRoom ? segments[2] : "");
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Part.Length == 0 ? Room.ToString() : $"{Room}/{Part}";
}
