using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace RealLearning.Grains.People;

/// <summary>
/// A grain whose state lies in a store. A change is made on a copy, which takes the place of the state once the store has it: whoever looks meanwhile, and whoever is told
/// something meanwhile, never sees what may yet fail.
/// <para>Where a write fails, be it that another activation wrote first (<see cref="Orleans.Storage.InconsistentStateException"/>) or that the store did not say whether it
/// took it, only the store knows what holds: the activation ends, and the next one reads it. Its caller gets the error and may repeat the call, as each call here allows.</para>
/// </summary>
public abstract class StoredGrain<TState> : Grain<TState>
    where TState : class
{
    private TState? _stored;
    private bool _hasFailed;

    /// <summary>What the store has, as far as this activation knows. It is changed by <see cref="StoreAsync"/> alone.</summary>
    protected new TState State => _stored ?? base.State;

    /// <summary>
    /// Changes a copy of the state and writes it. Throws what the store throws; the activation has ended then and takes no further change. <paramref name="first"/> is given the changed
    /// copy before it is written: where that throws, nothing was changed.
    /// </summary>
    protected async Task StoreAsync(Action<TState> change, Func<TState, Task>? first = null)
    {
        if (_hasFailed || _stored is not null)
        {
            throw new InvalidOperationException($"{GetType().Name} {this.GetPrimaryKeyString()} {(_hasFailed ? "has ended" : "is writing already")}.");
        }

        _stored = base.State;
        var isWriting = false;
        try
        {
            base.State = ServiceProvider.GetRequiredService<DeepCopier<TState>>().Copy(_stored);
            change(base.State);
            await (first?.Invoke(base.State) ?? Task.CompletedTask);
            isWriting = true;
            await WriteStateAsync();
        }
        catch
        {
            base.State = _stored;
            if (isWriting)
            {
                _hasFailed = true;
                DeactivateOnIdle();
            }

            throw;
        }
        finally
        {
            _stored = null;
        }
    }
}
