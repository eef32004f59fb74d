namespace RealLearning.Api.Tests.Servers;

/// <summary>How long a test waits for what must happen. Long, since nothing waits for its end unless it fails.</summary>
internal static class Deadline
{
    public static readonly TimeSpan Time = TimeSpan.FromSeconds(30);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Time);

    public static Task Soon(this Task task) => task.WaitAsync(Time);
}
