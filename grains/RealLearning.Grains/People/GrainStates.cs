namespace RealLearning.Grains.People;

/// <summary>Writing a grain's state.</summary>
internal static class GrainStates
{
    /// <summary>Changes the state and writes it. Where that fails memory is ahead of the store: the grain starts again from the store.</summary>
    public static async Task StoreAsync(this IGrainBase grain, Action change, Func<Task> write)
    {
        change();
        try
        {
            await write();
        }
        catch
        {
            grain.DeactivateOnIdle();
            throw;
        }
    }
}
