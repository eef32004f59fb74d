using System.Runtime.CompilerServices;
using RealLearning.Contracts.Auditing;

namespace RealLearning.Api.Tests.Units;

/// <summary>The kinds of the audit log, in the program, in the docs and in the app.</summary>
public sealed class AuditKindsTests
{
    [Fact]
    public void Kinds_HaveNamesOfTheirOwn_WhichTheDocsAndTheAppKnow()
    {
        var kinds = Enum.GetValues<AuditKind>();
        Assert.Equal(kinds.Length, kinds.Select(AuditKinds.Of).Distinct().Count());
        Assert.All(kinds, kind => Assert.True(AuditKinds.TryParse(AuditKinds.Of(kind), out var same) && same == kind));
        var (page, app) = (Read("docs", "protocols.md"), Read("web", "app", "src", "lib", "audit.ts"));
        Assert.All(kinds, kind => Assert.Contains($"| `{AuditKinds.Of(kind)}` |", page, StringComparison.Ordinal));
        Assert.All(kinds, kind => Assert.Contains($"'{AuditKinds.Of(kind)}': {{", app, StringComparison.Ordinal));
    }

    private static string Read(params string[] segments) => File.ReadAllText(Path.Combine([Path.GetDirectoryName(Here())!, "..", "..", "..", .. segments]));

    private static string Here([CallerFilePath] string path = "") => path;
}
