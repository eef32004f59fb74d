using RealLearning.Silo.Hosting;
using RealLearning.Silo.Tests.Support;

namespace RealLearning.Silo.Tests.States;

/// <summary>On one node's own storage.</summary>
public sealed class SqliteGrainStateFaultTests : GrainStateFaultContract
{
    private readonly TempFolder _folder = new();

    protected override SiloOptions Options => new() { Data = _folder.Path };

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}
