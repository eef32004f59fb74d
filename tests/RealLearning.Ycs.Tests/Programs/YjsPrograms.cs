namespace RealLearning.Ycs.Tests.Programs;

/// <summary>npm yjs running random programs.</summary>
public sealed class YjsPrograms : Yjs
{
    private protected override string Script => "programs.mjs";
}
