namespace RealLearning.Grains.People;

/// <summary>How a grain asks and tells many others, and how long its callers wait for it.</summary>
internal static class GrainTasks
{
    /// <summary>Others that are asked or told at the same time.</summary>
    private const int AtATime = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Does something for each, a few at a time, on the scheduler of the grain that calls.</summary>
    public static Task EachAsync<T>(IReadOnlyCollection<T> items, Func<T, Task> work) => Parallel.ForEachAsync(
        items, new ParallelOptions { MaxDegreeOfParallelism = AtATime, TaskScheduler = TaskScheduler.Current }, async (item, _) => await work(item));

    /// <summary>Waits a second for something that goes on behind where it takes longer, and says nothing of how it ended.</summary>
    public static async Task PatientlyAsync(this Task work, TimeProvider time) =>
        await work.WaitAsync(Patience, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
}
