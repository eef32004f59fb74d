using System.Runtime.InteropServices;

namespace RealLearning.Api.Accounts;

/// <summary>
/// Threads that stand behind everything else of the process on Linux, where .NET's own priorities of threads do nothing: as good as nothing is taken from whoever wants the core,
/// and a core that somebody holds all the time still does a hash within a second. Watched by the sign-ins benchmark in <c>bench/</c>.
/// </summary>
internal sealed class LesserThreads : IDisposable
{
    /// <summary>How far behind, as <c>nice</c> counts: a 28th of the share of an ordinary thread.</summary>
    private const int Nice = 15;

    /// <summary>How long such a thread may hold a core before whoever wakes up gets it, the least that the kernel takes; those before 6.12 choose themselves.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromMicroseconds(100);

    /// <summary>
    /// The pool yields the core between two pieces of work, and the kernel then leaves it to whoever got it until its next tick, some milliseconds. A thread that wakes sooner
    /// makes it choose again.
    /// </summary>
    private static readonly TimeSpan WakesEvery = TimeSpan.FromMicroseconds(300);

    private readonly AutoResetEvent _hasWork = new(false);
    private int _working;
    private volatile bool _isDisposed;

    public LesserThreads()
    {
        if (OperatingSystem.IsLinux())
        {
            new Thread(Wake) { IsBackground = true, Name = "waker" }.Start();
        }
    }

    /// <summary>A thread that runs this and ends.</summary>
    public static void Start(string name, Action run)
    {
        var thread = new Thread(() =>
        {
            StandBehind();
            run();
        })
        {
            IsBackground = true,
            Name = name,
            Priority = ThreadPriority.Lowest,
        };
        thread.Start();
    }

    /// <summary>Does this on the calling thread, one of these.</summary>
    public void Work(Action action)
    {
        Interlocked.Increment(ref _working);
        _hasWork.Set();
        action();
        Interlocked.Decrement(ref _working);
    }

    public void Dispose()
    {
        _isDisposed = true;
        _hasWork.Set();
    }

    private void Wake()
    {
        var pause = new Pause(0, (nint)WakesEvery.TotalNanoseconds);
        while (!_isDisposed)
        {
            _hasWork.WaitOne();
            while (Volatile.Read(ref _working) > 0)
            {
                _ = Sleep(ref pause, 0);
            }
        }
    }

    /// <summary>Of the calling thread alone. Where it is refused, its work is as urgent as everything else.</summary>
    private static void StandBehind()
    {
        // sched_setattr(2), for which the C libraries have no function. Numbers of system calls differ between processors.
        var call = RuntimeInformation.ProcessArchitecture switch { Architecture.X64 => 314, Architecture.Arm64 => 274, _ => 0 };
        if (OperatingSystem.IsLinux() && call > 0)
        {
            var attributes = new Attributes { Size = (uint)Marshal.SizeOf<Attributes>(), Nice = Nice, Runtime = (ulong)Slice.TotalNanoseconds };
            _ = Call(call, 0, ref attributes, 0);
        }
    }

    [DllImport("libc", EntryPoint = "syscall")]
    private static extern nint Call(nint number, nint thread, ref Attributes attributes, nint flags);

    [DllImport("libc", EntryPoint = "nanosleep")]
    private static extern int Sleep(ref Pause pause, nint left);

    /// <summary>A <c>sched_attr</c>: the ordinary class, with a <c>nice</c> and, as its runtime, a slice.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Attributes
    {
        public uint Size, Policy;
        public ulong Flags;
        public int Nice;
        public uint Priority;
        public ulong Runtime, Deadline, Period;
    }

    /// <summary>A <c>timespec</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Pause(nint Seconds, nint Nanoseconds);
}
