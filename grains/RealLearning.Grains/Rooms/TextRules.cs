using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;

namespace RealLearning.Grains.Rooms;

/// <summary>What is wrong with a value that somebody wrote, in a sentence; null where nothing is.</summary>
internal static class TextRules
{
    private const int TitleMax = 200;
    private const int BriefTextMax = 4_000;
    private const int CriteriaMax = 30;
    private const int UrlMax = 2_000;
    private const int NoteMax = 4_000;

    public static string? Id(string? id) => RoomKey.IsId(id) ? null : "An id has 1 to 64 of a-z A-Z 0-9 . _ -";

    public static string? Title(string? title) => Text(title, TitleMax, "title");

    public static string? Text(string? text, int max, string what) =>
        string.IsNullOrWhiteSpace(text) || text.Length > max ? $"A{With(what)[1..]} has 1 to {max} characters." : null;

    /// <summary>A noun with its article.</summary>
    public static string With(string noun) => $"{(noun[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? "an" : "a")} {noun}";

    public static string? UpTo(string? text, int max, string what) => text is not null && text.Length <= max ? null : $"The {what} has at most {max} characters.";

    public static string? Date(string? date) => DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? null : "The date is written yyyy-MM-dd.";

    public static string? Resource(string? title, string? url, string? note) =>
        Title(title) ?? UpTo(note, NoteMax, "note") ?? Url(url);

    public static string? Url(string? url) => url is "" || IsAddress(url) ? null : $"An address begins with http:// or https:// and has at most {UrlMax} characters.";

    public static string? Brief(Brief? brief)
    {
        if (brief is not { Client: not null, Purpose: not null, Audience: not null, Criteria: not null })
        {
            return "A brief has client, purpose, audience and criteria.";
        }

        var texts = brief.Criteria.Append(brief.Client).Append(brief.Purpose).Append(brief.Audience);
        return brief.Criteria.Length > CriteriaMax ? $"A brief has at most {CriteriaMax} criteria."
            : texts.Any(text => text is null || text.Length > BriefTextMax) ? $"Each text of a brief has at most {BriefTextMax} characters."
            : brief.Due is null ? null : Date(brief.Due);
    }

    /// <summary>The beginning of a text, as long as a title may be where nothing else is said, without half a character at its end.</summary>
    public static string Cut(string text, int max = TitleMax) =>
        text.Length <= max ? text : text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];

    private static bool IsAddress([NotNullWhen(true)] string? url) =>
        url is { Length: <= UrlMax } && Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
}
