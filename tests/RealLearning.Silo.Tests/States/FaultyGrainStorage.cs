using System.Collections.Concurrent;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace RealLearning.Silo.Tests.States;

/// <summary>What becomes of a write.</summary>
public enum WriteFault
{
    /// <summary>It is not done, and its caller is told so.</summary>
    Before,

    /// <summary>It is done, and its caller is told that it was not: a line that is cut between writing and saying so.</summary>
    After,

    /// <summary>Another activation of the same grain has written before.</summary>
    Conflict,
}

/// <summary>A real grain storage whose writes fail: every second one of each grain, or those that a test holds up.</summary>
internal sealed class FaultyGrainStorage(IGrainStorage inner) : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    private readonly ConcurrentDictionary<GrainId, int> _writes = new();

    /// <summary>What every second write of a grain meets, from now on; null for nothing.</summary>
    public WriteFault? Fault { get; set; }

    /// <summary>0 where the first write of each grain fails, 1 where its second does.</summary>
    public int Phase { get; set; }

    /// <summary>Whose writes wait here first.</summary>
    public Func<GrainId, Task>? Hold { get; set; }

    /// <summary>The types of grains whose writes failed.</summary>
    public ConcurrentDictionary<string, bool> Hit { get; } = new();

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ReadStateAsync(stateName, grainId, grainState);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ClearStateAsync(stateName, grainId, grainState);

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await (Hold?.Invoke(grainId) ?? Task.CompletedTask);
        if (Fault is not { } fault || _writes.AddOrUpdate(grainId, 1, static (_, count) => count + 1) % 2 == Phase)
        {
            await inner.WriteStateAsync(stateName, grainId, grainState);
            return;
        }

        Hit[grainId.Type.ToString()!] = true;
        switch (fault)
        {
            case WriteFault.Conflict:
                var other = new GrainState<T>();
                await inner.ReadStateAsync(stateName, grainId, other);
                await inner.WriteStateAsync(stateName, grainId, other);
                await inner.WriteStateAsync(stateName, grainId, grainState);
                throw new InvalidOperationException("A stale ETag was taken.");
            case WriteFault.After:
                await inner.WriteStateAsync(stateName, grainId, new GrainState<T>(grainState.State, grainState.ETag) { RecordExists = grainState.RecordExists });
                break;
        }

        throw new IOException("The store did not say that it took it.");
    }

    public void Participate(ISiloLifecycle lifecycle) => (inner as ILifecycleParticipant<ISiloLifecycle>)?.Participate(lifecycle);
}
