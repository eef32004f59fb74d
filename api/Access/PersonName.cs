using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Access;

/// <summary>A name that a person gives: 1 to 60 characters, none of them a control or an invisible formatting character.</summary>
internal static class PersonName
{
    public const int LengthMax = 60;

    /// <summary>Where it is none.</summary>
    public static Refusal Invalid { get; } = new(RefusalCodes.InvalidAccount, $"A name has 1 to {LengthMax} visible characters.");

    /// <summary>Trims and checks.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out string? name)
    {
        name = text?.Trim().Normalize();
        return name is { Length: > 0 and <= LengthMax } && name.EnumerateRunes().All(IsVisible);
    }

    private static bool IsVisible(System.Text.Rune rune) => System.Text.Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
