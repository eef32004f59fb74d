using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using RealLearning.Api.Access;
using RealLearning.Api.Images;
using RealLearning.Api.Live;
using RealLearning.Api.Mail;
using RealLearning.Grains.Documents;
using RealLearning.Silo.Storage;

namespace RealLearning.Api.Tests.Units;

/// <summary>The tables of options in <c>docs/operations.md</c> name every option, no other, and its default.</summary>
public sealed partial class OperationsPageTests
{
    [Fact]
    public void Storage_Options_AreOnThePage() => AssertSame("Storage", new JournalOptions());

    [Fact]
    public void Live_Options_AreOnThePage() => AssertSame("Live", new LiveOptions());

    [Fact]
    public void Doors_Options_AreOnThePage() => AssertSame("Doors", new DoorOptions());

    [Fact]
    public void Images_Options_AreOnThePage() => AssertSame("Images", new ImageOptions());

    [Fact]
    public void Access_Options_AreOnThePage() => AssertSame("Access", new AccessOptions());

    [Fact]
    public void Mail_Options_AreOnThePage() => AssertSame("Mail", new MailOptions());

    private static void AssertSame(string section, object options)
    {
        var page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "docs", "operations.md"));
        var start = page.IndexOf($"### `{section}:", StringComparison.Ordinal);
        Assert.True(start > 0, $"The page has no section {section}.");
        var end = page.IndexOf("\n#", start, StringComparison.Ordinal);
        var told = Row().Matches(page[start..end]).ToDictionary(row => row.Groups[1].Value, row => ValueOf(row.Groups[2].Value));
        var real = options.GetType().GetProperties().ToDictionary(property => property.Name, property => ValueOf(property.GetValue(options)));

        Assert.Equal(real.OrderBy(option => option.Key), told.OrderBy(option => option.Key));
    }

    private static string ValueOf(object? value) => value switch
    {
        null => "in Development only",
        bool flag => flag ? "true" : "false",
        ICollection { Count: 0 } or "" => "none",
        string text => text,
        Enum word => word.ToString(),
        _ => Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>"4 MiB + 4 KiB", "40 million", "2,000 (8 MiB)"; words stay as they are.</summary>
    private static string ValueOf(string told)
    {
        var terms = Term().Matches(told.Split('(')[0]);
        return terms.Count == 0 ? told.Trim() : terms.Sum(static term => long.Parse(term.Groups[1].Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)
            * term.Groups[2].Value switch { "KiB" => 1 << 10, "MiB" => 1 << 20, "million" => 1_000_000, _ => 1 }).ToString(CultureInfo.InvariantCulture);
    }

    private static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"^\| `(\w+)` \| ([^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"([\d,]+) ?(KiB|MiB|million)?")]
    private static partial Regex Term();
}
