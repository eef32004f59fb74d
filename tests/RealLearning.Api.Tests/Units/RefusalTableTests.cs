using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using RealLearning.Api.Access;
using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Tests.Units;

/// <summary>The table of refusals in <c>docs/protocols.md</c> is what the code does.</summary>
public sealed partial class RefusalTableTests
{
    [Fact]
    public void Page_Table_IsWhatTheDoorsDo()
    {
        var page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "docs", "protocols.md"));
        var rows = Row().Matches(page);

        Assert.Equal(Refusals.All.Count, rows.Count);
        foreach (Match row in rows)
        {
            var code = row.Groups[1].Value;
            if (row.Groups[2].Value != "–")
            {
                Assert.Equal(int.Parse(row.Groups[2].Value), Refusals.CloseCodeOf(code));
            }

            Assert.Equal(int.Parse(row.Groups[3].Value), Refusals.StatusOf(code));
        }
    }

    [Fact]
    public void EveryCode_OfTheContracts_IsInTheTable()
    {
        var codes = typeof(RefusalCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(codes.Order(), Refusals.All.Keys.Order());
    }

    private static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"^\| `([a-z-]+)` \| (\d{4}|–) \| (\d{3}) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
